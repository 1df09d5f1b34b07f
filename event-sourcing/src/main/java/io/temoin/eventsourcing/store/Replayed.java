// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

/**
 * A stream folded into its state.
 *
 * @param version version the state stands at; 0 for a stream without events
 */
public record Replayed<S>(S state, long version) {}
