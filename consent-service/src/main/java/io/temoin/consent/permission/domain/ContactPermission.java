// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one data subject's wishes towards one controller. Three independent facts rather
 * than stages: a person may consent again after a withdrawal, and an objection neither needs nor
 * ends a consent, it outranks it.
 *
 * <p>The consistency boundary of every call decision: consents, withdrawals, objections and
 * decisions of this pair are ordered by one stream, so a decision can never miss an objection.
 *
 * @param consents those that still say something; a replaced one is forgotten
 * @param withdrawnAt the latest moment the person withdrew: ends what was collected up to then
 * @param objectedAt when the person first objected to marketing
 */
public record ContactPermission(
        List<Consent> consents, @Nullable Instant withdrawnAt, @Nullable Instant objectedAt) {

    /** Of a person never heard of. */
    public static final ContactPermission NOTHING_KNOWN =
            new ContactPermission(List.of(), null, null);

    public ContactPermission {
        consents = List.copyOf(consents);
    }

    static ContactPermission evolve(ContactPermission state, ContactPermissionEvent event) {
        return switch (event) {
            case ConsentGiven given -> state.with(consentOf(given));
            case ConsentWithdrawn withdrawn -> state.withdrawnAt(withdrawn.statedAt());
            case MarketingObjectionRecorded objected -> state.objectedAt(objected.statedAt());
            case CallDecided _ -> state;
        };
    }

    private static Consent consentOf(ConsentGiven given) {
        return new Consent(
                given.consent(),
                given.processor(),
                given.purposes(),
                given.collectedAt(),
                given.validUntil(),
                given.exactSlot());
    }

    private ContactPermission with(Consent consent) {
        Stream<Consent> kept = consents.stream().filter(old -> !old.isReplacedBy(consent));
        return new ContactPermission(
                Stream.concat(kept, Stream.of(consent)).toList(), withdrawnAt, objectedAt);
    }

    private ContactPermission withdrawnAt(Instant statedAt) {
        boolean later = withdrawnAt == null || statedAt.isAfter(withdrawnAt);
        return later ? new ContactPermission(consents, statedAt, objectedAt) : this;
    }

    private ContactPermission objectedAt(Instant statedAt) {
        return objectedAt == null ? new ContactPermission(consents, withdrawnAt, statedAt) : this;
    }
}
