// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.schedule.domain.BusinessEventReported;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.ReportBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is reported of a call's business to every recording of the call, whichever comes
 * first. The report is recorded for the call before its recordings are looked up; a recording is
 * registered with its call before it is retained, and looks for reports afterwards. So one of the
 * two sees the other. Noting a report twice changes nothing.
 */
@ApplicationScoped
class BusinessReports {

    private static final Logger LOG = Logger.getLogger(BusinessReports.class);
    private static final RetainedItemDecider DECIDER = new RetainedItemDecider();

    /**
     * What a report led to.
     *
     * @param items the recordings of the call, as they are now
     * @param repeated whether the command had been handled before
     * @param position id of the last event that it led to; {@code null} when it led to none
     */
    record Result(List<RetainedItem> items, boolean repeated, @Nullable String position) {}

    private final CallBusinessStream calls;
    private final CallItemStore callItems;
    private final RetainedItemStream items;

    BusinessReports(CallBusinessStream calls, CallItemStore callItems, RetainedItemStream items) {
        this.calls = calls;
        this.callItems = callItems;
        this.items = items;
    }

    /** Notes an event with one recording. */
    Uni<Result> report(UUID recording, NoteBusinessEvent command, EventMetadata metadata) {
        return items.handle(recording, command, metadata)
                .map(
                        decision ->
                                new Result(
                                        List.of(decision.state()),
                                        decision.repeated(),
                                        decision.lastEventId()));
    }

    /**
     * Records an event for a call, and notes it with the recordings there are.
     *
     * @throws Rejected when there are recordings, and the event concerns none of them
     */
    Uni<Result> report(ReportBusinessEvent report, EventMetadata metadata) {
        TenantId tenant = metadata.tenant();
        return known(tenant, report)
                .invoke(known -> requireOne(known, command(report, metadata)))
                .chain(_ -> calls.report(report, metadata))
                .flatMap(
                        decision ->
                                noteWithAll(tenant, report, metadata.at())
                                        .map(
                                                noted ->
                                                        noted == null
                                                                ? decision.lastEventId()
                                                                : noted)
                                        .chain(
                                                position ->
                                                        retained(tenant, report)
                                                                .map(
                                                                        items ->
                                                                                new Result(
                                                                                        items,
                                                                                        decision
                                                                                                .repeated(),
                                                                                        position))));
    }

    /** Registers a recording with its call, before it is retained. */
    Uni<Void> expect(TenantId tenant, CallReference call) {
        return callItems.keep(tenant, call);
    }

    /**
     * Notes with a recording whatever was reported of its call.
     *
     * @param holds on the recording, if they are known
     * @return id of the last event that this led to, if any
     */
    Uni<@Nullable String> catchUp(TenantId tenant, UUID recording, Holds holds, Instant now) {
        return items.replay(tenant, recording)
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Retained retained
                                        ? noteAll(tenant, retained.call(), holds, now)
                                        : Uni.createFrom().nullItem());
    }

    /** The recordings of the call that are known by now. */
    Uni<List<RetainedItem>> known(TenantId tenant, ReportBusinessEvent report) {
        return callItems
                .find(tenant, report.decision(), report.controller())
                .flatMap(
                        recordings ->
                                Multi.createFrom()
                                        .iterable(recordings)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                recording -> items.replay(tenant, recording))
                                        .map(replayed -> replayed.state())
                                        .collect()
                                        .asList());
    }

    private Uni<@Nullable String> noteWithAll(
            TenantId tenant, ReportBusinessEvent report, Instant now) {
        return callItems
                .find(tenant, report.decision(), report.controller())
                .flatMap(
                        recordings ->
                                Multi.createFrom()
                                        .iterable(recordings)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                recording ->
                                                        catchUp(
                                                                tenant,
                                                                recording,
                                                                Holds.UNKNOWN,
                                                                now))
                                        .collect()
                                        .last());
    }

    private Uni<List<RetainedItem>> retained(TenantId tenant, ReportBusinessEvent report) {
        return known(tenant, report)
                .map(all -> all.stream().filter(item -> !(item instanceof Expected)).toList());
    }

    private Uni<@Nullable String> noteAll(
            TenantId tenant, CallReference call, Holds holds, Instant now) {
        return calls.history(tenant, call.decision(), call.controller())
                .flatMap(
                        reports ->
                                Multi.createFrom()
                                        .iterable(reports)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                report -> note(tenant, call, report, holds, now))
                                        .collect()
                                        .last());
    }

    /** In the name of whoever reported it, and caused by the report. */
    private Uni<@Nullable String> note(
            TenantId tenant,
            CallReference call,
            RecordedEvent<BusinessEventReported> report,
            Holds holds,
            Instant now) {
        EventMetadata reported = report.metadata();
        UUID command =
                Commands.idOf(
                        Sha256.of("business-event\n" + report.id() + "\n" + call.recording()));
        EventMetadata metadata =
                new EventMetadata(
                        tenant,
                        reported.actor(),
                        command,
                        null,
                        reported.correlation(),
                        report.id(),
                        reported.traceparent(),
                        now);
        NoteBusinessEvent note =
                new NoteBusinessEvent(
                        report.event().event(),
                        report.event().happenedAt(),
                        orderOf(command),
                        holds,
                        now);
        return items.handle(call.recording(), note, metadata)
                .<@Nullable String>map(CommandOutcome::lastEventId)
                // It does not concern this recording of the call, or comes too late for it.
                .onFailure(Rejected.class)
                .invoke(refusal -> logLeft(call, report, refusal))
                .onFailure(Rejected.class)
                .recoverWithNull();
    }

    private static void logLeft(
            CallReference call, RecordedEvent<BusinessEventReported> report, Rejected refusal) {
        LOG.infof(
                "report %s could not be applied to recording %s: %s",
                report.id(), call.recording(), refusal.code().name());
    }

    private static NoteBusinessEvent command(ReportBusinessEvent report, EventMetadata metadata) {
        return new NoteBusinessEvent(
                report.event(),
                report.at(),
                orderOf(metadata.commandId()),
                Holds.UNKNOWN,
                metadata.at());
    }

    /** Decided before anything is recorded: a report that no recording takes is refused. */
    private static void requireOne(List<RetainedItem> known, NoteBusinessEvent command) {
        @Nullable Rejected first = null;
        for (RetainedItem item : known) {
            if (item instanceof Expected) {
                return;
            }
            try {
                DECIDER.decide(command, item);
                return;
            } catch (Rejected refusal) {
                first = first == null ? refusal : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /**
     * The id of the order that a report may cause follows from its command, as every repeat of it.
     */
    static UUID orderOf(UUID command) {
        return Commands.idOf(Sha256.of("retention-business-order\n" + command));
    }
}
