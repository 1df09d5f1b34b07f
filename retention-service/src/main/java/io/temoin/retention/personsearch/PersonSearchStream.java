// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.personsearch.domain.PersonSearchEvent;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The streams {@code personsearch-<id>}: one search each. Nothing is ever decided on one, so it is
 * not read before it is written. A search that is repeated is another search.
 */
@ApplicationScoped
public class PersonSearchStream {

    private static final String CATEGORY = "personsearch";

    /** The first event of a stream follows none. */
    private static final long NEW = 0;

    private final EventStore store;
    private final EventCodec<PersonSearchEvent> codec;
    private final Clock clock;

    PersonSearchStream(EventStore store, ShreddableKeys keys, Clock clock) {
        this.store = store;
        this.codec = codec(keys);
        this.clock = clock;
    }

    /** How searches are recorded and published. */
    public static EventCodec<PersonSearchEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(PersonSearchEvent.class, keys);
    }

    /** Durable once the item arrives: only then may the caller be shown anything, or be refused. */
    Uni<Void> record(Caller caller, PersonSearchEvent search) {
        StreamId stream = new StreamId(CATEGORY, search.search().toString());
        EventMetadata metadata =
                new EventMetadata(
                        caller.tenant(),
                        caller.asActor(),
                        search.search(),
                        null,
                        caller.correlation(),
                        null,
                        caller.traceparent(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        return codec.encodeAll(stream, List.of(search), metadata)
                .flatMap(encoded -> store.append(new Append(stream, NEW, encoded, metadata)))
                .replaceWithVoid();
    }
}
