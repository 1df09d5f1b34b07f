// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.time.Instant;

/**
 * How far the erasure is that answers a request, of one that has begun.
 *
 * @param begunAt when it began
 * @param complete whether the owners have destroyed and the trail has forgotten, so that the person
 *     can be told
 */
public record BegunErasure(Instant begunAt, boolean complete) {}
