// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a controller declared of a purpose in consent-service, as it stands there since that day.
 * All that happens to a declared period here.
 *
 * @param revision of the declared terms
 * @param keepFor the declared period; absent if none was declared, or it was never heard of
 * @param reference the text that was named for it; absent if none was
 * @param recipients the categories of recipients that were declared; absent if that was never heard
 *     of, or noted by a version that did not read them
 * @param since the day of the change, in the controllers' zone
 * @param at when it was noted here
 */
public record PurposePeriodNoted(
        String controller,
        Purpose purpose,
        int revision,
        DeclarationState state,
        @Nullable Period keepFor,
        @Nullable String reference,
        @Nullable List<String> recipients,
        LocalDate since,
        Instant at) {

    public PurposePeriodNoted {
        recipients = recipients == null ? null : List.copyOf(recipients);
    }

    /** Whether a purpose is processed for. */
    public enum DeclarationState {
        /** Not yet. */
        DECLARED,
        /** It is. */
        ACTIVE,
        /** No longer. */
        RETIRED
    }
}
