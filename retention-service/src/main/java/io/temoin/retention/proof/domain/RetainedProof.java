// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What is known of one proof.
 *
 * @param keptUntil until when it is kept at least; absent before it was heard of
 */
public record RetainedProof(@Nullable Instant keptUntil) {}
