// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a person's data is said to be wrong. Only that is put right under the request.
 *
 * @param kind what it is
 * @param consent which one; absent for others than consents, and unless it is known
 * @param document the transcript or the sheet; absent for others, and unless it is known
 * @param segment which one of the transcript, counted from 0; absent unless it is known
 */
public record Contested(
        Kind kind, @Nullable UUID consent, @Nullable UUID document, @Nullable Integer segment) {

    /** What may be contested. */
    public enum Kind {
        /** A consent, as it is recorded. */
        CONSENT,
        /** What a transcript says was said. */
        SEGMENT,
        /** What a sheet says. */
        SHEET,
        /** A recording: what is noted about it, since what was said was said. */
        RECORDING
    }

    /** A consent that the person named; {@code null} if they named none. */
    public static @Nullable Contested ofConsent(@Nullable UUID consent) {
        return consent == null ? null : new Contested(Kind.CONSENT, consent, null, null);
    }
}
