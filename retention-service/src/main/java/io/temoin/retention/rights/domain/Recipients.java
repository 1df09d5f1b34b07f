// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientAcknowledged;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientExcused;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientNotified;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientsNamed;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who received the data that a request is about (GDPR art. 19).
 *
 * @param named whether somebody said who they are; nobody may have received anything
 * @param all in the order in which they were named
 */
public record Recipients(boolean named, List<Recipient> all) {

    static final Recipients NONE = new Recipients(false, List.of());

    public Recipients {
        all = List.copyOf(all);
    }

    /** The one of that code; {@code null} if it was not named. */
    @Nullable Recipient find(String recipient) {
        return all.stream()
                .filter(it -> it.named().recipient().equals(recipient))
                .findFirst()
                .orElse(null);
    }

    /** Whether it is known who they are, and each was told or need not be. */
    public boolean areSettled() {
        return named && all.stream().allMatch(Recipient::isSettled);
    }

    /**
     * The same after a decision of that moment: who was told something before was not told of it,
     * and is to be told again.
     */
    Recipients after(Instant decidedAt) {
        return new Recipients(named, all.stream().map(it -> it.after(decidedAt)).toList());
    }

    /** The same once the request is closed, when each was settled by the rules of its time. */
    Recipients closed() {
        return new Recipients(named, all.stream().map(Recipient::closed).toList());
    }

    Recipients with(AboutRecipient event) {
        return switch (event) {
            case RecipientsNamed more ->
                    new Recipients(
                            true,
                            Stream.concat(
                                            all.stream(),
                                            more.recipients().stream().map(Recipient::of))
                                    .toList());
            case RecipientNotified it -> with(it.recipient(), before -> before.with(it));
            case RecipientAcknowledged it -> with(it.recipient(), before -> before.with(it));
            case RecipientExcused it -> with(it.recipient(), before -> before.with(it));
        };
    }

    private Recipients with(String recipient, UnaryOperator<Recipient> change) {
        return new Recipients(
                named,
                all.stream()
                        .map(it -> it.named().recipient().equals(recipient) ? change.apply(it) : it)
                        .toList());
    }
}
