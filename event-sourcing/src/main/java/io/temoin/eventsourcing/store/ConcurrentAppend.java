// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.eventsourcing.StreamId;

/** Somebody else appended to the stream since it was read: read again, decide again. */
public final class ConcurrentAppend extends RuntimeException {
    public ConcurrentAppend(StreamId stream, long expectedVersion) {
        super("stream " + stream + " is no longer at version " + expectedVersion);
    }

    /** An ordinary outcome under contention, not a fault. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
