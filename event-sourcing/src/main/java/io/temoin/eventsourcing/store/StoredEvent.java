// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
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

    /** How a payload begins that an order has taken the place of; written by the database alone. */
    private static final String REDACTED = "{\"redacted\":";

    /** Id of the event for the outside world: unique for ever, the same on every reading. */
    public String id() {
        return metadata.commandId() + "." + ordinal;
    }

    /**
     * Whether its content was taken out, under an order that stands in its place: it tells nothing
     * any more, and whoever reads events skips it. Its place, its type and its circumstances stay.
     */
    public boolean isRedacted() {
        return payload.startsWith(REDACTED);
    }

    /** Its payload, for readers of single fields; personal values stay sealed. */
    public JsonFields fields() {
        try {
            return new JsonFields(EventCodec.JSON.readTree(payload));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("event " + id() + " is not JSON", failure);
        }
    }
}
