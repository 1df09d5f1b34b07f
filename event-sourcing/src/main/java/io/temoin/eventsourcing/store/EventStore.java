// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import java.util.List;
import java.util.UUID;

/**
 * Streams of events, append-only. Safe for concurrent use; nothing blocks.
 *
 * <p>Every operation belongs to one tenant; another tenant's events do not exist for it.
 */
public interface EventStore {

    /** Events of {@code stream} whose version is greater than {@code after}, oldest first. */
    Uni<List<StoredEvent>> read(TenantId tenant, StreamId stream, long after);

    /**
     * Events that the command {@code commandId} appended, oldest first; empty when it appended
     * none.
     */
    Uni<List<StoredEvent>> ofCommand(TenantId tenant, UUID commandId);

    /**
     * Appends all events of {@code append} or none. Durable once the item arrives.
     *
     * <p>Idempotent by command id: repeating it returns the events of the first time with {@link
     * Appended#repeated()} set, whatever the expected version.
     *
     * <p>Fails with {@link ConcurrentAppend} when the stream has moved on.
     */
    Uni<Appended> append(Append append);
}
