// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proof is kept until then at least; replaces an earlier end. All that happens to a proof here.
 *
 * @param decision the call decision by which it was noted
 * @param processor who asked for that decision
 * @param consent the consent it proves; absent when it proves a request
 * @param request the request it proves; absent when it proves a consent
 * @param source the text that says so
 */
public record ProofRetained(
        UUID decision,
        String controller,
        String processor,
        String subject,
        ProofKind kind,
        @Nullable UUID consent,
        @Nullable String request,
        Instant keptUntil,
        String source) {}
