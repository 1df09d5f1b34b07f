// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Events of one stream, encoded as the store encodes them, against the examples in {@code
 * contracts/}. Nothing in them is sealed: the same event is always the same text.
 *
 * @param <E> the events of the stream
 */
public final class EventExamples<E> {

    private final EventCodec<E> codec;
    private final StreamId stream;
    private final EventMetadata circumstances;
    private final Map<String, String> published = new HashMap<>();

    /** None yet, of a stream of tenant {@code helios}. */
    public EventExamples(EventCodec<E> codec, String category, UUID id) {
        this.codec = codec;
        this.stream = new StreamId(category, id.toString());
        this.circumstances =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        id,
                        null,
                        "correlation",
                        null,
                        null,
                        Instant.parse("2026-11-24T09:30:00Z"));
    }

    /** The contracts of those events of this service whose names begin so. */
    public static List<EventContract> contracts(String beginning) {
        return EventContract.publishedBy("audit").stream()
                .filter(contract -> contract.name().startsWith(beginning))
                .toList();
    }

    /** Adds an event; of several of one type, the first is the example. */
    public EventExamples<E> with(E event) {
        published.putIfAbsent(event.getClass().getSimpleName(), payload(event));
        return this;
    }

    /** Adds what a decider really decides of these commands, one after the other. */
    public <C, S> EventExamples<E> decided(Decider<C, S, E> decider, List<C> commands) {
        S state = decider.initialState();
        for (C command : commands) {
            for (E event : decider.decide(command, state)) {
                state = decider.evolve(state, event);
                with(event);
            }
        }
        return this;
    }

    /** Asserts that the event of this type is there, and is the example of its contract. */
    public void areExactly(EventContract contract) {
        contract.isExactly(published.getOrDefault(contract.name(), "null"));
    }

    /**
     * Asserts that the stream has the events of these contracts, in their versions, and no more.
     */
    public void haveContracts(List<EventContract> contracts) {
        assertThat(
                        codec.versions().entrySet().stream()
                                .map(type -> type.getKey() + ".v" + type.getValue()))
                .containsExactlyInAnyOrderElementsOf(
                        contracts.stream()
                                .map(contract -> contract.name() + ".v" + contract.version())
                                .toList());
    }

    /** An event as it is published. */
    public String payload(E event) {
        return codec.encodeAll(stream, List.of(event), circumstances)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }

    /** What was stored in the first version of a type, as it is read today. */
    public E read(String type, String payload) {
        return codec.decodeAll(
                        List.of(new StoredEvent(stream, 1, type, 1, payload, 0, circumstances)))
                .await()
                .indefinitely()
                .getFirst()
                .event();
    }
}
