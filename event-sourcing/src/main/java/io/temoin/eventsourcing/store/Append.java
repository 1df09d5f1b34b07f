// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.eventsourcing.StreamId;
import java.util.List;

/**
 * Events to add to one stream, all or none.
 *
 * @param expectedVersion version the stream had when it was read; 0 for a stream without events
 * @param events at least one
 */
public record Append(
        StreamId stream, long expectedVersion, List<NewEvent> events, EventMetadata metadata) {

    public Append {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("an append holds at least one event");
        }
        events = List.copyOf(events);
    }
}
