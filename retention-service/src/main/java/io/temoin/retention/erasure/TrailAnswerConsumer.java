// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.Erasure.Complete;
import io.temoin.retention.erasure.domain.ErasureCommand.NoteTrail;
import io.temoin.retention.erasure.domain.TrailOutcome;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.TaskResult;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** audit-service says that the trail has forgotten a person, or that it cannot yet. */
@ApplicationScoped
public class TrailAnswerConsumer {

    static final String NAME = "retention-erasures";

    private static final int VERSION = 1;

    /** What the keys of these streams hold, behind their tenant. */
    private static final String STREAMS = "/erasure-";

    private record Answered(UUID request, TrailOutcome outcome, @Nullable LocalDate until) {}

    private final EventInbox inbox;
    private final ErasureStream erasures;
    private final RequestStream requests;
    private final Clock clock;

    TrailAnswerConsumer(
            EventInbox inbox, ErasureStream erasures, RequestStream requests, Clock clock) {
        this.inbox = inbox;
        this.erasures = erasures;
        this.requests = requests;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /** Acknowledged once the message is handled or parked; other streams are not looked into. */
    @Incoming("trail-answers")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(STREAMS)
                ? Uni.createFrom().voidItem()
                : inbox.take(NAME, message, this::note);
    }

    /** Of an erasure that nobody at the desk decided, there is nothing to note. */
    private Uni<Void> note(ReceivedEvent event) {
        var answered = read(event);
        if (answered == null) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return erasures.handle(
                        answered.request(),
                        new NoteTrail(answered.outcome(), answered.until(), now),
                        event.command(NAME, now))
                .flatMap(outcome -> completeTasks(event, answered.request(), outcome.state(), now));
    }

    private Uni<Void> completeTasks(ReceivedEvent event, UUID request, Erasure state, Instant now) {
        Uni<Void> done = Uni.createFrom().voidItem();
        if (state instanceof Complete) {
            for (OwnerService service : OwnerService.values()) {
                EventMetadata metadata = event.command(NAME + "/" + service, now);
                done =
                        done.chain(
                                () ->
                                        requests.handle(
                                                        request,
                                                        new CompleteTask(
                                                                service, TaskResult.DONE, now),
                                                        metadata)
                                                .onFailure(Rejected.class)
                                                // Somebody at the desk has completed it already.
                                                .recoverWithNull()
                                                .replaceWithVoid());
            }
        }
        return done;
    }

    private static @Nullable Answered read(ReceivedEvent event) {
        boolean erased = event.type().equals("SubjectErased");
        if (!erased && !event.type().equals("TrailErasureDeferred")) {
            return null;
        }
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        JsonFields fields = event.fields();
        try {
            return new Answered(
                    UUID.fromString(fields.text("erasure")),
                    erased ? TrailOutcome.ERASED : TrailOutcome.LEFT_TO_ITS_PERIOD,
                    erased ? null : LocalDate.parse(fields.text("until")));
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        } catch (IllegalArgumentException | DateTimeException _) {
            throw unreadable("the erasure or the day of it");
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
