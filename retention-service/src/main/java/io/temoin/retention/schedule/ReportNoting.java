// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.report.CallItemStore;
import io.temoin.retention.report.ItemReference;
import io.temoin.retention.report.ItemReports;
import io.temoin.retention.report.ItemReports.Report;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is reported of a call, a contract or a person to every recording that it concerns,
 * whichever comes first. The report is recorded before its recordings are looked up; a recording is
 * registered with its call and its person before it is retained, or linked to a contract, and looks
 * for reports afterwards. So one of the two sees the other. Noting a report twice changes nothing.
 */
@ApplicationScoped
public class ReportNoting {

    private static final Logger LOG = Logger.getLogger(ReportNoting.class);

    private final ItemReports reports;
    private final CallItemStore callItems;
    private final RetainedItemStream items;

    ReportNoting(ItemReports reports, CallItemStore callItems, RetainedItemStream items) {
        this.reports = reports;
        this.callItems = callItems;
        this.items = items;
    }

    /** Registers a recording with its call, before it is retained. */
    Uni<Void> expect(TenantId tenant, CallReference call) {
        return callItems.keep(tenant, referenceOf(call));
    }

    /**
     * Notes with a recording whatever was reported of its call.
     *
     * @param holds on the recording, if they are known
     * @return id of the last event that this led to, if any
     */
    public Uni<@Nullable String> catchUp(
            TenantId tenant, UUID recording, Holds holds, Instant now) {
        return items.replay(tenant, recording)
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Retained retained
                                        ? noteAll(tenant, retained.call(), holds, now)
                                        : Uni.createFrom().nullItem());
    }

    private Uni<@Nullable String> noteAll(
            TenantId tenant, CallReference call, Holds holds, Instant now) {
        return reports.of(tenant, referenceOf(call))
                .flatMap(
                        all ->
                                Multi.createFrom()
                                        .iterable(all)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                report -> note(tenant, call, report, holds, now))
                                        .collect()
                                        .last());
    }

    private static ItemReference referenceOf(CallReference call) {
        return new ItemReference(
                call.recording(), call.decision(), call.controller(), call.subject());
    }

    /** In the name of whoever reported it, and caused by the report. */
    private Uni<@Nullable String> note(
            TenantId tenant, CallReference call, Report report, Holds holds, Instant now) {
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
        NoteBusinessEvent note = new NoteBusinessEvent(report.fact(), orderOf(command), holds, now);
        return items.handle(call.recording(), note, metadata)
                .<@Nullable String>map(CommandOutcome::lastEventId)
                // It does not concern this recording of the call, or comes too late for it.
                .onFailure(Rejected.class)
                .invoke(refusal -> logLeft(call, report, refusal))
                .onFailure(Rejected.class)
                .recoverWithNull();
    }

    private static void logLeft(CallReference call, Report report, Rejected refusal) {
        LOG.infof(
                "report %s could not be applied to recording %s: %s",
                report.id(), call.recording(), refusal.code().name());
    }

    /**
     * The id of the order that a report may cause follows from its command, as every repeat of it.
     */
    public static UUID orderOf(UUID command) {
        return Commands.idOf(Sha256.of("retention-business-order\n" + command));
    }
}
