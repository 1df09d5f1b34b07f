// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.retention.report.domain.Business;
import io.temoin.retention.report.domain.BusinessEventReported;
import io.temoin.retention.report.domain.CallBusinessDecider;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * The streams {@code call-<decision>-<controller>}: what is known of the business of one call. The
 * controller is part of the name, so that nobody writes into the call of another one.
 */
@ApplicationScoped
public class CallBusinessStream {

    private static final String CATEGORY = "call";

    private final CommandHandler<ReportBusinessEvent, Business, BusinessEventReported> calls;

    CallBusinessStream(EventStore store, ShreddableKeys keys) {
        this.calls = new CommandHandler<>(store, codec(keys), new CallBusinessDecider());
    }

    /** How the events are written and read. */
    public static EventCodec<BusinessEventReported> codec(ShreddableKeys keys) {
        return new EventCodec<>(BusinessEventReported.class, keys);
    }

    /** Records what was reported. */
    public Uni<CommandOutcome<Business, BusinessEventReported>> report(
            ReportBusinessEvent command, EventMetadata metadata) {
        return calls.handle(stream(command.decision(), command.controller()), command, metadata);
    }

    /** All that was reported of a call, oldest first. */
    public Uni<List<RecordedEvent<BusinessEventReported>>> history(
            TenantId tenant, UUID decision, String controller) {
        return calls.history(tenant, stream(decision, controller));
    }

    private static StreamId stream(UUID decision, String controller) {
        return new StreamId(CATEGORY, decision + "-" + controller);
    }
}
