// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EndAccess;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Carries out what retention-service orders, and ends the access for a purpose that it says is
 * over. Exactly once in effect: destroying twice destroys once, and the event's command id follows
 * from the order's event.
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

    private final EventInbox inbox;
    private final Erasure erasure;
    private final RecordingStream recordings;
    private final Clock clock;

    DispositionConsumer(
            EventInbox inbox, Erasure erasure, RecordingStream recordings, Clock clock) {
        this.inbox = inbox;
        this.erasure = erasure;
        this.recordings = recordings;
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
        return switch (event.type()) {
            case "DispositionOrdered" -> erase(event, Ordered.of(event.fields()));
            case "PurposeAccessEnded" -> endAccess(event, Ended.of(event.fields()));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> erase(ReceivedEvent event, Ordered ordered) {
        return erasure.erase(
                ordered.recording(), ordered.order(), event.command(NAME, clock.instant()));
    }

    private Uni<Void> endAccess(ReceivedEvent event, Ended ended) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return recordings
                .handle(
                        ended.recording(),
                        new EndAccess(ended.purpose(), ended.endedAt(), now),
                        event.command(NAME, now))
                .replaceWithVoid();
    }
}
