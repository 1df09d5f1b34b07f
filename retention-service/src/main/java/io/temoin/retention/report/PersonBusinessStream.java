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
import io.temoin.retention.report.domain.PersonBusinessDecider;
import io.temoin.retention.report.domain.PersonEventReported;
import io.temoin.retention.report.domain.ReportPersonEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The streams {@code person-<controller>-<pseudonym>}: what happened between a person and one
 * controller. Another controller's stream is another one.
 */
@ApplicationScoped
public class PersonBusinessStream {

    private static final String CATEGORY = "person";

    private final CommandHandler<ReportPersonEvent, Business, PersonEventReported> persons;

    PersonBusinessStream(EventStore store, ShreddableKeys keys) {
        this.persons = new CommandHandler<>(store, codec(keys), new PersonBusinessDecider());
    }

    /** How the events are written and read. */
    public static EventCodec<PersonEventReported> codec(ShreddableKeys keys) {
        return new EventCodec<>(PersonEventReported.class, keys);
    }

    /** Records what was reported. */
    public Uni<CommandOutcome<Business, PersonEventReported>> report(
            ReportPersonEvent command, EventMetadata metadata) {
        return persons.handle(stream(command.controller(), command.subject()), command, metadata);
    }

    /** What is known between a person and a controller. */
    public Uni<Business> find(TenantId tenant, String controller, String subject) {
        return persons.replay(tenant, stream(controller, subject))
                .map(replayed -> replayed.state());
    }

    /** All that was reported, oldest first. */
    public Uni<List<RecordedEvent<PersonEventReported>>> history(
            TenantId tenant, String controller, String subject) {
        return persons.history(tenant, stream(controller, subject));
    }

    private static StreamId stream(String controller, String subject) {
        return new StreamId(CATEGORY, controller + "-" + subject);
    }
}
