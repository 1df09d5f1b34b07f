// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proof that an allowed call rests on, which a law requires to be kept until then at least,
 * whatever becomes of what it proves.
 *
 * @param consent the consent it proves; absent when it proves a request
 * @param request the request it proves, by the controller's own reference; absent when it proves a
 *     consent
 * @param source the article that says so
 */
public record RequiredProof(
        Kind kind,
        @Nullable UUID consent,
        @Nullable String request,
        Instant keptUntil,
        String source) {

    /** What is proven. */
    public enum Kind {
        /** A consent, counted anew from this use of it. */
        CONSENT,
        /** A request to be called. */
        INFO_REQUEST
    }

    boolean isOfTheSame(RequiredProof other) {
        return kind == other.kind
                && Objects.equals(consent, other.consent)
                && Objects.equals(request, other.request);
    }
}
