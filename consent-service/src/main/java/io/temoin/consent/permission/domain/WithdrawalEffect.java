// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a withdrawal did to the consents that were in force when it was recorded.
 *
 * @param ended how many it ended
 * @param standing those that were collected after it was stated, the latest first; they stay in
 *     force
 */
public record WithdrawalEffect(int ended, List<Consent> standing) {

    public WithdrawalEffect {
        standing = List.copyOf(standing);
    }

    /** Of a withdrawal that is recorded in this history. */
    public static WithdrawalEffect of(
            ConsentWithdrawn withdrawal, Stream<ContactPermissionEvent> history) {
        ContactPermission before =
                history.takeWhile(event -> !event.equals(withdrawal))
                        .reduce(
                                ContactPermission.NOTHING_KNOWN,
                                ContactPermission::evolve,
                                (_, later) -> later);
        return of(before, withdrawal.statedAt(), withdrawal.at());
    }

    static WithdrawalEffect of(ContactPermission before, Instant statedAt, Instant now) {
        List<Consent> inForce =
                before.consents().stream()
                        .filter(consent -> !consent.ended() && !consent.isExpiredAt(now))
                        .filter(consent -> !consent.isWithdrawnBy(before.withdrawnAt()))
                        .toList();
        List<Consent> standing =
                inForce.stream()
                        .filter(consent -> !consent.isWithdrawnBy(statedAt))
                        .sorted((one, other) -> other.collectedAt().compareTo(one.collectedAt()))
                        .toList();
        return new WithdrawalEffect(inForce.size() - standing.size(), standing);
    }

    /** Whether what the person withdrew goes on as if nothing had been said. */
    boolean isNothing() {
        return ended == 0 && !standing.isEmpty();
    }
}
