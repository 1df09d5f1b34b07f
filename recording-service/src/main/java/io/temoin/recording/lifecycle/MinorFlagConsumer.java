// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Intake;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.recording.lifecycle.MinorFlagStore.Flagged;
import io.temoin.recording.lifecycle.domain.MinorFlag;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hears from consent-service who is under age, and sets their recordings apart. Taken twice, an
 * event is kept once and sets apart once.
 */
@ApplicationScoped
public class MinorFlagConsumer {

    private final Intake intake;
    private final MinorFlagStore flags;
    private final MinorQuarantines quarantines;
    private final Clock clock;

    MinorFlagConsumer(
            Intake intake, MinorFlagStore flags, MinorQuarantines quarantines, Clock clock) {
        this.intake = intake;
        this.flags = flags;
        this.quarantines = quarantines;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        intake.register(MinorQuarantines.NAME, this::note);
    }

    /** Acknowledged once the flag is kept and what is known of its person is set apart. */
    @Incoming("minor-flags")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return intake.take(MinorQuarantines.NAME, message, this::note);
    }

    private Uni<Void> note(ReceivedEvent event) {
        if (!event.type().equals("MinorFlagged")) {
            return Uni.createFrom().voidItem();
        }
        return flags.keep(flagged(event))
                .chain(() -> quarantines.look(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /** Reads its payload, version 1. */
    static Flagged flagged(ReceivedEvent event) {
        JsonNode data = event.data();
        try {
            return new Flagged(
                    event.tenant(),
                    new PartyId(text(data, "controller")),
                    new SubjectId(text(data, "subject")),
                    new MinorFlag(
                            UUID.fromString(text(data, "flag")),
                            Instant.parse(text(data, "statedAt"))),
                    event.id(),
                    event.correlation());
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new Rejected(
                    RecordingProblem.FLAG_MALFORMED,
                    "A MinorFlagged names flag, controller, subject and when it was said.");
        }
    }

    private static String text(JsonNode data, String field) {
        return data.required(field).asText();
    }
}
