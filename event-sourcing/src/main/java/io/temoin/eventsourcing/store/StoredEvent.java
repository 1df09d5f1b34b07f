// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.eventsourcing.StreamId;

/**
 * An event as the store holds it, not decoded.
 *
 * @param version position in its stream, from 1
 * @param ordinal index within its command, from 0
 */
public record StoredEvent(
        StreamId stream,
        long version,
        String type,
        int typeVersion,
        String payload,
        int ordinal,
        EventMetadata metadata) {

    /** Id of the event for the outside world: unique for ever, the same on every reading. */
    public String id() {
        return metadata.commandId() + "." + ordinal;
    }

    /** Its payload, for who reads single fields of it; personal values stay sealed. */
    public JsonNode json() {
        try {
            return EventCodec.JSON.readTree(payload);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("event " + id() + " is not JSON", failure);
        }
    }
}
