// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import java.util.List;

/**
 * Result of an append.
 *
 * @param version version of the stream after the command's events
 * @param events the command's events as stored
 * @param repeated true when the command id had been appended before: these are the events of then
 */
public record Appended(long version, List<StoredEvent> events, boolean repeated) {}
