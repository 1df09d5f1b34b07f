// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.enterprise.context.ApplicationScoped;

/** Destroys the recordings that retention-service orders destroyed. */
@ApplicationScoped
class RecordingOrders implements RetentionOrders {

    /** What a {@code DispositionOrdered} says that matters here. */
    record Ordered(RecordingId recording, Erasure.Order order) {

        /** Reads its payload, version 1. */
        static Ordered of(JsonFields event) {
            try {
                return new Ordered(
                        new RecordingId(event.uuid("recording")),
                        new Erasure.Order(event.uuid("order"), event.text("basis")));
            } catch (JsonFields.Unreadable _) {
                throw new Rejected(
                        RecordingProblem.ORDER_MALFORMED,
                        "A DispositionOrdered event must have order, recording and basis.");
            }
        }
    }

    private final Erasure erasure;

    RecordingOrders(Erasure erasure) {
        this.erasure = erasure;
    }

    @Override
    public boolean takes(String type) {
        return type.equals("DispositionOrdered");
    }

    @Override
    public Uni<Void> carryOut(ReceivedEvent order, EventMetadata metadata) {
        Ordered ordered = Ordered.of(order.fields());
        return erasure.erase(ordered.recording(), ordered.order(), metadata);
    }
}
