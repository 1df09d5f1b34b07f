// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call was allowed that rests on a proof, and a law says how long that is kept from then on.
 *
 * @param decision the call decision
 * @param controller on whose behalf the call is made
 * @param processor who asked
 * @param subject pseudonym of the person
 * @param consent the consent it proves; absent when it proves a request
 * @param request the controller's own reference of the request it proves; absent when it proves a
 *     consent
 * @param keptUntil a minimum
 * @param source the text that says so
 */
public record NoteProof(
        UUID decision,
        String controller,
        String processor,
        String subject,
        ProofKind kind,
        @Nullable UUID consent,
        @Nullable String request,
        Instant keptUntil,
        String source) {

    /** Rejects a proof of nothing, or of two things. */
    public NoteProof {
        boolean proves =
                switch (kind) {
                    case CONSENT -> consent != null && request == null;
                    case INFO_REQUEST -> request != null && consent == null;
                };
        if (!proves) {
            throw new IllegalArgumentException("a proof is of a consent or of a request");
        }
    }
}
