// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A controller changed a purpose that it declares in consent-service.
 *
 * @param keepFor the declared period; absent where the change has no terms, or no period
 * @param reference the text that was named for it
 * @param recipients the categories of recipients that were declared; absent without terms
 * @param since the day of the change, in the controllers' zone
 */
public record NotePurposePeriod(
        String controller,
        Purpose purpose,
        Change change,
        int revision,
        @Nullable Period keepFor,
        @Nullable String reference,
        @Nullable List<String> recipients,
        LocalDate since,
        Instant now) {

    public NotePurposePeriod {
        recipients = recipients == null ? null : List.copyOf(recipients);
    }

    /** What was done with it. */
    public enum Change {
        /** Declared, with terms. */
        DECLARED,
        /** Its terms were revised. */
        REVISED,
        /** Processing may start, under the terms before. */
        ACTIVATED,
        /** Nothing is processed for it any more. */
        RETIRED
    }
}
