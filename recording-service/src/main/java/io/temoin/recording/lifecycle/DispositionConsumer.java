// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Carries out what retention-service orders. Exactly once in effect: destroying twice destroys
 * once, and the event's command id follows from the order's event.
 */
@ApplicationScoped
public class DispositionConsumer {

    private static final String NAME = "recording-dispositions";

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

    private final EventInbox inbox;
    private final Erasure erasure;
    private final Clock clock;

    DispositionConsumer(EventInbox inbox, Erasure erasure, Clock clock) {
        this.inbox = inbox;
        this.erasure = erasure;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::carryOut);
    }

    /** Acknowledged once the order is carried out or parked. */
    @Incoming("dispositions")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return inbox.take(NAME, message, this::carryOut);
    }

    private Uni<Void> carryOut(ReceivedEvent event) {
        if (!event.type().equals("DispositionOrdered")) {
            return Uni.createFrom().voidItem();
        }
        Ordered ordered = Ordered.of(event.fields());
        return erasure.erase(
                ordered.recording(), ordered.order(), event.command(NAME, clock.instant()));
    }
}
