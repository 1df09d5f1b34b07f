// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.report.CallBusinessStream;
import io.temoin.retention.report.CallItemStore;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.retention.schedule.ReportNoting;
import io.temoin.retention.schedule.RetainedItemStream;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what business systems report, and notes it with the recordings there are. */
@ApplicationScoped
class BusinessReports {

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
    private final ReportNoting noting;

    BusinessReports(
            CallBusinessStream calls,
            CallItemStore callItems,
            RetainedItemStream items,
            ReportNoting noting) {
        this.calls = calls;
        this.callItems = callItems;
        this.items = items;
        this.noting = noting;
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
                                                        noting.catchUp(
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

    private static NoteBusinessEvent command(ReportBusinessEvent report, EventMetadata metadata) {
        return new NoteBusinessEvent(
                report.event(),
                report.at(),
                ReportNoting.orderOf(metadata.commandId()),
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
}
