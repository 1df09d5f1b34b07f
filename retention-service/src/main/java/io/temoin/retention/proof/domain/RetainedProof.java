// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one proof.
 *
 * @param keptUntil until when it is kept at least; absent before it was heard of
 */
public record RetainedProof(@Nullable Instant keptUntil) {}
