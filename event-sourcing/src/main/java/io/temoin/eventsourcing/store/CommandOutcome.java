// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a command.
 *
 * @param state state of the stream after the command
 * @param newEvents what the command recorded; empty when it changed nothing
 * @param version version of the stream after the command
 * @param repeated true when the command had been handled before: {@code newEvents} are those of
 *     then
 */
public record CommandOutcome<S, E>(
        S state, List<RecordedEvent<E>> newEvents, long version, boolean repeated) {

    /** The single event a command of this kind always records. */
    public RecordedEvent<E> only() {
        if (newEvents.size() != 1) {
            throw new IllegalStateException("expected one event, found " + newEvents.size());
        }
        return newEvents.getFirst();
    }

    /** Id of the last event that the command recorded; {@code null} when it recorded none. */
    public @Nullable String lastEventId() {
        return newEvents.isEmpty() ? null : newEvents.getLast().id();
    }
}
