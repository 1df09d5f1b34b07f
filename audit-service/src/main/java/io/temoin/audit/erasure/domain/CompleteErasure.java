// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what an erasure did. All that may be asked of one. */
public record CompleteErasure(
        UUID erasure,
        long entries,
        SubjectErased.Reason reason,
        SubjectErased.@Nullable Evidence evidence,
        Instant now) {}
