// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The checkpoints as strangers see them: one never goes back behind what was shown before, whatever
 * happened to the database. What was shown before is not known until the copies have been read
 * after a start; until then, none is shown. Safe for several threads.
 */
@Singleton
class ShownCheckpoints {

    /** Another process copies a checkpoint a moment before it is in the database. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int RETRIES = 10;

    private final CheckpointStore store;
    private final CheckpointCopies copies;

    ShownCheckpoints(CheckpointStore store, CheckpointCopies copies) {
        this.store = store;
        this.copies = copies;
    }

    /**
     * The checkpoint that is shown; none of a log that has none.
     *
     * @throws Rejected in the {@code Uni}, when the database has less than was shown before
     * @throws IllegalStateException in the {@code Uni}, caused by a time-out, while the copies have
     *     not been read
     */
    Uni<Optional<String>> checkpoint(String log) {
        return Uni.createFrom()
                .deferred(() -> store.checkpoint(log))
                .invoke(this::requireRead)
                .invoke(found -> requireNotBehind(log, found))
                .onFailure(ShownCheckpoints::maybeDifferentSoon)
                .retry()
                .withBackOff(PAUSE, PAUSE)
                .atMost(RETRIES);
    }

    private void requireRead() {
        if (!copies.areRead()) {
            throw new IllegalStateException(
                    "the copies of published checkpoints have not been read yet",
                    new TimeoutException());
        }
    }

    private void requireNotBehind(String log, Optional<String> found) {
        long size = found.map(ShownCheckpoints::size).orElse(0L);
        if (copies.of(log).map(shown -> shown.size() > size).orElse(false)) {
            throw new Rejected(
                    LogProblem.LOG_STOPPED,
                    "The database holds less of this log than was published before, so no"
                            + " checkpoint is served. Keep the checkpoint you have; the operator"
                            + " of the service must investigate.");
        }
    }

    private static long size(String note) {
        try {
            return Checkpoint.parse(SignedNote.parse(note).text()).head().size();
        } catch (Untrusted _) {
            return 0; // somebody changed it
        }
    }

    private static boolean maybeDifferentSoon(Throwable failure) {
        return failure.getCause() instanceof TimeoutException
                || (failure instanceof Rejected refusal
                        && refusal.code() == LogProblem.LOG_STOPPED);
    }
}
