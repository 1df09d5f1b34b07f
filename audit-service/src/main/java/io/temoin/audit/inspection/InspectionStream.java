// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.inspection;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.inspection.domain.InspectionEvent;
import io.temoin.audit.intake.SearchedPersons;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * The streams {@code inspection-<id>}: one look at the trail each. Nothing is ever decided on one,
 * so it is not read before it is written; looks of any number of people never meet in a stream, and
 * one costs one append.
 */
@ApplicationScoped
public class InspectionStream {

    private static final String CATEGORY = "inspection";

    /** The first event of a stream follows none. */
    private static final long NEW = 0;

    /** What stands behind the id of a command in the id of its first event. */
    private static final String FIRST = ".0";

    private final EventStore store;
    private final EventCodec<InspectionEvent> codec;
    private final SearchedPersons persons;
    private final Clock clock;

    InspectionStream(EventStore store, ShreddableKeys keys, SearchedPersons persons, Clock clock) {
        this.store = store;
        this.persons = persons;
        this.codec = codec(keys);
        this.clock = clock;
    }

    static EventCodec<InspectionEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(InspectionEvent.class, keys);
    }

    /**
     * Puts a look on record. Durable once the item arrives: only then may the caller be shown
     * anything. A look that is repeated is another look.
     */
    public Uni<Void> record(Caller caller, InspectionEvent look) {
        UUID id = UUID.randomUUID();
        StreamId stream = new StreamId(CATEGORY, id.toString());
        EventMetadata metadata = metadata(caller, id);
        return persons.seal(caller.tenant(), id + FIRST, look.told())
                .map(told -> look.telling(told.plain(), told.persons()))
                .flatMap(event -> codec.encodeAll(stream, List.of(event), metadata))
                .flatMap(encoded -> store.append(new Append(stream, NEW, encoded, metadata)))
                .replaceWithVoid();
    }

    private EventMetadata metadata(Caller caller, UUID id) {
        return new EventMetadata(
                caller.tenant(),
                caller.asActor(),
                id,
                null,
                caller.correlation(),
                null,
                caller.traceparent(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
