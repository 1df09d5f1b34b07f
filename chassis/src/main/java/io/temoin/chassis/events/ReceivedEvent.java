// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event of another service, as read from its topic.
 *
 * @param id unique for ever
 * @param service who published it, for instance {@code recording}
 * @param type short name, for instance {@code RecordingStored}
 * @param stream the stream it was recorded in, with its category
 * @param sequence its version there
 * @param causation id of the event that caused it, if one did
 * @param traceparent where in a trace it was recorded; while it is handled, where that happens
 * @param data the payload; personal values are ciphertext
 */
public record ReceivedEvent(
        String id,
        String service,
        String type,
        int version,
        TenantId tenant,
        String stream,
        long sequence,
        Instant time,
        String correlation,
        @Nullable String causation,
        @Nullable String traceparent,
        Actor actor,
        JsonNode data) {

    /** Whether its content was taken out, under an order: there is nothing to do about it. */
    public boolean isRedacted() {
        return data.path("redacted").has("order");
    }

    /** The payload, for readers of single fields. */
    public JsonFields fields() {
        return new JsonFields(data);
    }

    /**
     * Circumstances of the command that this event causes in {@code consumer}. The command id
     * follows from the two, so handling the event twice appends once: the store's unique command id
     * is the consumer's inbox, in the same transaction as its effect.
     */
    public EventMetadata command(String consumer, Instant now) {
        return new EventMetadata(
                tenant,
                Actor.service(consumer),
                Commands.idOf(Sha256.of(consumer + "\n" + id)),
                null,
                correlation,
                id,
                traceparent,
                now.truncatedTo(ChronoUnit.MICROS));
    }
}
