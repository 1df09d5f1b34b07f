// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.retention.policy.domain.DeclaredPeriods;
import io.temoin.retention.policy.domain.NotePurposePeriod;
import io.temoin.retention.policy.domain.PurposePeriodDecider;
import io.temoin.retention.policy.domain.PurposePeriodNoted;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;

/** The streams {@code declared-<controller>}: the periods that a controller declares. */
@ApplicationScoped
public class PurposePeriodStream {

    private static final String CATEGORY = "declared";

    private final CommandHandler<NotePurposePeriod, DeclaredPeriods, PurposePeriodNoted> periods;

    PurposePeriodStream(EventStore store, ShreddableKeys keys) {
        this.periods = new CommandHandler<>(store, codec(keys), new PurposePeriodDecider());
    }

    /** How declared periods are recorded and published. */
    public static EventCodec<PurposePeriodNoted> codec(ShreddableKeys keys) {
        return new EventCodec<>(PurposePeriodNoted.class, keys);
    }

    Uni<CommandOutcome<DeclaredPeriods, PurposePeriodNoted>> note(
            NotePurposePeriod command, EventMetadata metadata) {
        return periods.handle(stream(command.controller()), command, metadata);
    }

    /** What a controller has declared, as far as it was heard of. */
    public Uni<DeclaredPeriods> declared(TenantId tenant, String controller) {
        return periods.replay(tenant, stream(controller)).map(Replayed::state);
    }

    private static StreamId stream(String controller) {
        return new StreamId(CATEGORY, controller);
    }
}
