// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.consent.inspection.domain.InspectionEvent;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The streams {@code inspection-<id>}: one reading of personal data each. Nothing is ever decided
 * on one, so it is not read before it is written: a reading costs one append, and readings of any
 * number of people never wait for each other. They are not in the person's own stream, where each
 * would cost a concurrent call decision a retry.
 */
@Singleton
public final class InspectionStream {

    private static final String CATEGORY = "inspection";

    /** The first event of a stream follows none. */
    private static final long NEW = 0;

    private final EventStore store;
    private final EventCodec<InspectionEvent> codec;
    private final Clock clock;

    InspectionStream(EventStore store, ShreddableKeys keys, Clock clock) {
        this.store = store;
        this.codec = codec(keys);
        this.clock = clock;
    }

    /** Reads and writes the events of these streams. */
    public static EventCodec<InspectionEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(InspectionEvent.class, keys);
    }

    /**
     * Puts a reading on record. Durable once the item arrives: only then may the caller be shown
     * anything, and when it fails, nothing. A reading that is repeated is another reading.
     */
    public Uni<Void> record(Caller caller, InspectionEvent reading) {
        return record(caller, reading, null);
    }

    /**
     * The same, of a reading that an event made possible.
     *
     * @param cause the id of that event; absent when there is none
     */
    public Uni<Void> record(Caller caller, InspectionEvent reading, @Nullable String cause) {
        UUID id = UUID.randomUUID();
        StreamId stream = new StreamId(CATEGORY, id.toString());
        EventMetadata metadata =
                new EventMetadata(
                        caller.tenant(),
                        caller.asActor(),
                        id,
                        null,
                        caller.correlation(),
                        cause,
                        caller.traceparent(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        return codec.encodeAll(stream, List.of(reading), metadata)
                .flatMap(encoded -> store.append(new Append(stream, NEW, encoded, metadata)))
                .replaceWithVoid();
    }
}
