// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The store's twin for tests that are not about PostgreSQL; it keeps the same contract. */
public final class InMemoryEventStore implements EventStore {

    private final List<StoredEvent> events = new ArrayList<>();

    @Override
    public synchronized Uni<List<StoredEvent>> read(TenantId tenant, StreamId stream, long after) {
        return Uni.createFrom()
                .item(
                        events.stream()
                                .filter(event -> event.metadata().tenant().equals(tenant))
                                .filter(event -> event.stream().equals(stream))
                                .filter(event -> event.version() > after)
                                .toList());
    }

    @Override
    public synchronized Uni<List<StoredEvent>> ofCommand(TenantId tenant, UUID commandId) {
        return Uni.createFrom().item(byCommand(tenant, commandId));
    }

    @Override
    public synchronized Uni<Appended> append(Append append) {
        EventMetadata metadata = append.metadata();
        List<StoredEvent> earlier = byCommand(metadata.tenant(), metadata.commandId());
        if (!earlier.isEmpty()) {
            return Uni.createFrom().item(new Appended(earlier.getLast().version(), earlier, true));
        }
        long version =
                events.stream()
                        .filter(event -> event.metadata().tenant().equals(metadata.tenant()))
                        .filter(event -> event.stream().equals(append.stream()))
                        .mapToLong(StoredEvent::version)
                        .max()
                        .orElse(0);
        if (version != append.expectedVersion()) {
            return Uni.createFrom()
                    .failure(new ConcurrentAppend(append.stream(), append.expectedVersion()));
        }
        Appended appended = StoredEventRows.written(append);
        events.addAll(appended.events());
        return Uni.createFrom().item(appended);
    }

    /** Takes the content out of the events of a stream up to a version, as an order does. */
    public synchronized void redact(TenantId tenant, StreamId stream, long upTo) {
        events.replaceAll(
                event ->
                        event.metadata().tenant().equals(tenant)
                                        && event.stream().equals(stream)
                                        && event.version() <= upTo
                                ? redacted(event)
                                : event);
    }

    private static StoredEvent redacted(StoredEvent event) {
        return new StoredEvent(
                event.stream(),
                event.version(),
                event.type(),
                event.typeVersion(),
                "{\"redacted\":{\"order\":\"01990000-0000-7000-8000-000000000009\"}}",
                event.ordinal(),
                event.metadata());
    }

    private List<StoredEvent> byCommand(TenantId tenant, UUID commandId) {
        return events.stream()
                .filter(event -> event.metadata().tenant().equals(tenant))
                .filter(event -> event.metadata().commandId().equals(commandId))
                .toList();
    }
}
