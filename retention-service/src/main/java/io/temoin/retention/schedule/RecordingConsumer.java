// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventBatches;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.policy.PolicyResolver;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckOrder;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideConflict;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.EndAccess;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** What happens to recordings, as it concerns their end. */
@ApplicationScoped
public class RecordingConsumer {

    static final String NAME = "retention";

    private final EventInbox inbox;
    private final EventBatches batches;
    private final RetainedItemStream items;
    private final ReportNoting reports;
    private final RecordingErasures erasures;
    private final Clock clock;
    private final PolicyResolver policies;
    private final List<RecordingNews> news;
    private final RecordingEventReader reader;

    RecordingConsumer(
            EventInbox inbox,
            EventBatches batches,
            RetainedItemStream items,
            ReportNoting reports,
            RecordingErasures erasures,
            Clock clock,
            PolicyResolver policies,
            @All List<RecordingNews> news,
            RetentionConfig config) {
        this.inbox = inbox;
        this.batches = batches;
        this.items = items;
        this.reports = reports;
        this.erasures = erasures;
        this.clock = clock;
        this.policies = policies;
        this.news = news;
        this.reader = new RecordingEventReader(config.zone());
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /** Acknowledged, and hence never delivered again, once all of it is handled or parked. */
    @Incoming("recording-events")
    public Uni<Void> take(ConsumerRecords<String, byte[]> batch) {
        return batches.take(NAME, this::concerns, batch, this::note);
    }

    private boolean concerns(String type) {
        return RecordingEventReader.TYPES.contains(type)
                || news.stream().anyMatch(one -> one.types().contains(type));
    }

    private Uni<Void> note(ReceivedEvent event) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (RecordingNews one : news) {
            if (one.takes(event)) {
                return one.note(event, event.command(NAME, now));
            }
        }
        @Nullable String controller = reader.storedFor(event);
        if (controller != null) {
            return policies.load(event.tenant(), controller)
                    .map(effective -> reader.itemOf(event, effective, now))
                    .chain(command -> note(command, event, now));
        }
        List<NotePurposeEnd> ended = reader.endedBy(event, now);
        if (!ended.isEmpty()) {
            return noteEach(ended, event, now);
        }
        @Nullable RetainedItemCommand command = reader.commandOf(event, now);
        return command == null ? Uni.createFrom().voidItem() : note(command, event, now);
    }

    private Uni<Void> note(RetainedItemCommand command, ReceivedEvent event, Instant now) {
        return switch (command) {
            case NoteItem note ->
                    reports.expect(event.tenant(), note.call())
                            .chain(() -> handle(note, event, now))
                            .chain(() -> catchUp(note, event, now))
                            .chain(
                                    () ->
                                            erasures.noteLate(
                                                    note, event.command(NAME + "/erasure", now)));
            // A signature that was reported keeps what a quarantine would have destroyed at once.
            case NoteQuarantine note ->
                    catchUp(note, event, now).chain(() -> handle(note, event, now));
            case NotePurposeEnd _,
                    ConfirmDisposition _,
                    OrderDisposition _,
                    NoteBusinessEvent _,
                    DecideConflict _,
                    DecideReview _,
                    EndAccess _,
                    CheckOrder _,
                    CheckReview _ ->
                    handle(command, event, now);
        };
    }

    private Uni<Void> handle(RetainedItemCommand command, ReceivedEvent event, Instant now) {
        return items.handle(recording(command), command, event.command(NAME, now))
                .replaceWithVoid();
    }

    private Uni<Void> catchUp(RetainedItemCommand command, ReceivedEvent event, Instant now) {
        return reports.catchUp(event.tenant(), recording(command), Holds.UNKNOWN, now)
                .replaceWithVoid();
    }

    /** One command for each purpose, each with an id that follows from the event. */
    private Uni<Void> noteEach(List<NotePurposeEnd> ended, ReceivedEvent event, Instant now) {
        return Multi.createFrom()
                .iterable(ended)
                .onItem()
                .transformToUniAndConcatenate(
                        note ->
                                items.handle(
                                        note.call().recording(),
                                        note,
                                        event.command(NAME + "/" + note.purpose(), now)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static UUID recording(RetainedItemCommand command) {
        return switch (command) {
            case NoteItem note -> note.call().recording();
            case NotePurposeEnd note -> note.call().recording();
            case NoteQuarantine note -> note.call().recording();
            case ConfirmDisposition confirm -> confirm.call().recording();
            case OrderDisposition _,
                    NoteBusinessEvent _,
                    DecideConflict _,
                    DecideReview _,
                    EndAccess _,
                    CheckOrder _,
                    CheckReview _ ->
                    throw new IllegalStateException("no event of a recording is such a command");
        };
    }
}
