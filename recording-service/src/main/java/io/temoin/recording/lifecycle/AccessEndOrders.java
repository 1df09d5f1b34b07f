// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EndAccess;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends the access for a purpose that retention-service says is over. */
@ApplicationScoped
class AccessEndOrders implements RetentionOrders {

    /** What a {@code PurposeAccessEnded} says that matters here. */
    record Ended(RecordingId recording, PurposeCode purpose, Instant endedAt) {

        /** Reads its payload, version 1. */
        static Ended of(JsonFields event) {
            try {
                return new Ended(
                        new RecordingId(event.uuid("recording")),
                        event.read("purpose", PurposeCode::new),
                        event.instant("endedAt"));
            } catch (JsonFields.Unreadable _) {
                throw new Rejected(
                        RecordingProblem.ORDER_MALFORMED,
                        "A PurposeAccessEnded event must have recording, purpose and endedAt.");
            }
        }
    }

    private final RecordingStream recordings;

    AccessEndOrders(RecordingStream recordings) {
        this.recordings = recordings;
    }

    @Override
    public boolean takes(String type) {
        return type.equals("PurposeAccessEnded");
    }

    @Override
    public Uni<Void> carryOut(ReceivedEvent order, EventMetadata metadata) {
        Ended ended = Ended.of(order.fields());
        return recordings
                .handle(
                        ended.recording(),
                        new EndAccess(ended.purpose(), ended.endedAt(), metadata.at()),
                        metadata)
                .replaceWithVoid();
    }
}
