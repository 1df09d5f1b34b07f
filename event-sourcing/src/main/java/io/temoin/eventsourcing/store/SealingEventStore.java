// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The event store of streams whose events tell something personal: every event is sealed on its way
 * in and opened on its way out, so that whoever uses it sees in clear what the store never does.
 * What is sealed, and under which key, a subclass says.
 */
public abstract class SealingEventStore implements EventStore {

    private final EventStore store;

    /** What is personal is sealed before it comes to {@code store}. */
    protected SealingEventStore(EventStore store) {
        this.store = store;
    }

    /**
     * Seals what is personal in an event.
     *
     * @param event the id that the event will have, to which what is sealed can be bound
     * @param data its payload, which may be changed
     * @return its payload as it is stored
     */
    protected abstract Uni<ObjectNode> seal(Append append, String event, ObjectNode data);

    /** Whether there is anything to open in a stored payload. */
    protected abstract boolean isSealed(ObjectNode data);

    /**
     * Opens what is sealed in an event.
     *
     * @param data its payload, which may be changed
     * @return its payload in clear
     */
    protected abstract Uni<ObjectNode> open(StoredEvent event, ObjectNode data);

    @Override
    public final Uni<List<StoredEvent>> read(TenantId tenant, StreamId stream, long after) {
        return store.read(tenant, stream, after).flatMap(this::opened);
    }

    @Override
    public final Uni<List<StoredEvent>> ofCommand(TenantId tenant, UUID commandId) {
        return store.ofCommand(tenant, commandId).flatMap(this::opened);
    }

    @Override
    public final Uni<Appended> append(Append append) {
        return Multi.createFrom()
                .items(IntStream.range(0, append.events().size()).boxed())
                .onItem()
                .transformToUniAndConcatenate(ordinal -> sealed(append, ordinal))
                .collect()
                .asList()
                .flatMap(
                        encoded ->
                                store.append(
                                        new Append(
                                                append.stream(),
                                                append.expectedVersion(),
                                                encoded,
                                                append.metadata())))
                .flatMap(
                        appended ->
                                opened(appended.events())
                                        .map(
                                                events ->
                                                        new Appended(
                                                                appended.version(),
                                                                events,
                                                                appended.repeated())));
    }

    /** Stored events, in clear. */
    public final Uni<List<StoredEvent>> opened(List<StoredEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(this::opened)
                .collect()
                .asList();
    }

    private Uni<NewEvent> sealed(Append append, int ordinal) {
        NewEvent event = append.events().get(ordinal);
        String id = append.metadata().commandId() + "." + ordinal;
        return seal(append, id, object(event.payload()))
                .map(data -> new NewEvent(event.type(), event.typeVersion(), text(data)));
    }

    private Uni<StoredEvent> opened(StoredEvent event) {
        ObjectNode data = object(event.payload());
        return isSealed(data)
                ? open(event, data)
                        .map(
                                clear ->
                                        new StoredEvent(
                                                event.stream(),
                                                event.version(),
                                                event.type(),
                                                event.typeVersion(),
                                                text(clear),
                                                event.ordinal(),
                                                event.metadata()))
                : Uni.createFrom().item(event);
    }

    /** A payload, read. */
    protected static ObjectNode object(String payload) {
        try {
            return (ObjectNode) EventCodec.JSON.readTree(payload);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an event is JSON", failure);
        }
    }

    /** A payload, or a part of it, written. */
    protected static String text(JsonNode data) {
        try {
            return EventCodec.JSON.writeValueAsString(data);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an event is writable as JSON", failure);
        }
    }
}
