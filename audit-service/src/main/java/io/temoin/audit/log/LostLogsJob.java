// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.transparency.tree.TreeHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for logs that are gone. Every log is there that anything knows of: a head that was signed,
 * the copy of a checkpoint that was shown, or the log of logs. It is there whether it was pruned or
 * not, and is no smaller. Who signs only looks at logs that are there, and who compares the trail
 * does too; so a log that disappeared as a whole would be missed by nobody. It is stopped, as one
 * that was changed is; so is one of which less is noted as signed than was shown.
 */
@ApplicationScoped
class LostLogsJob {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BATCH_SIZE = 1_000;

    private static final String SIGNED = "a checkpoint with %d entries was signed";
    private static final String SHOWN =
            "the topic "
                    + CheckpointCopies.TOPIC
                    + " contains a published checkpoint with %d entries";

    private final SignedHeadStore signed;
    private final CheckpointStore checkpoints;
    private final CheckpointCopies copies;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final Duration untilRead;
    private final Duration every;
    private final Clock clock;

    LostLogsJob(
            SignedHeadStore signed,
            CheckpointStore checkpoints,
            CheckpointCopies copies,
            StoppedLogs stopped,
            PollingScheduler polling,
            AuditConfig config,
            Clock clock) {
        this.signed = signed;
        this.checkpoints = checkpoints;
        this.copies = copies;
        this.stopped = stopped;
        this.polling = polling;
        this.untilRead = config.log().signingInterval();
        this.every =
                config.log()
                        .checkpointRepublishInterval(); // as often as every other log is looked at
        this.clock = clock;
    }

    /** Looks at once, when the copies have been read, and then again and again. */
    void start(@Observes StartupEvent event) {
        await(stopped.refresh());
        AtomicReference<Instant> due = new AtomicReference<>(dueAfter(look(BATCH_SIZE)));
        polling.every(untilRead, "the check for missing logs failed", () -> lookIfDue(due));
    }

    private void lookIfDue(AtomicReference<Instant> due) {
        Instant now = clock.instant();
        if (copies.areRead() && !now.isBefore(due.get())) {
            due.set(dueAfter(look(BATCH_SIZE)));
        }
    }

    /** What was looked for without the copies is looked for again when they have been read. */
    private Instant dueAfter(boolean complete) {
        return complete ? clock.instant().plus(every) : Instant.MIN;
    }

    /**
     * Stops every log that is not there, or less than is known of it.
     *
     * @param batchSize how many logs are compared at a time
     * @return whether all that was shown before is known by now
     */
    boolean look(int batchSize) {
        boolean complete = copies.areRead();
        // What is known is read before what is there: in between, a log only grows. A head is noted
        // as signed before it is shown, so what was shown is read first of all.
        Map<String, TreeHead> shown = copies.all();
        Set<String> noted = compareSigned(shown, batchSize);
        compareShown(shown, noted, batchSize);
        inPieces(
                await(checkpoints.enrolledLogs()),
                batchSize,
                (shard, there) -> {
                    if (there == null) {
                        stopped.stop(
                                shard,
                                "The log is missing, but a checkpoint of it is in the log of"
                                        + " logs.");
                    }
                });
        return complete;
    }

    private Set<String> compareSigned(Map<String, TreeHead> shown, int batchSize) {
        Set<String> noted = new HashSet<>();
        SequencedMap<String, TreeHead> piece = await(signed.after("", batchSize));
        while (!piece.isEmpty()) {
            Map<String, TreeHead> there = await(checkpoints.heads(piece.keySet()));
            piece.forEach(
                    (shard, last) -> {
                        compare(shard, last, SIGNED, there.get(shard));
                        compareNoted(shard, shown.get(shard), last);
                    });
            noted.addAll(piece.keySet());
            piece = await(signed.after(piece.lastEntry().getKey(), batchSize));
        }
        return noted;
    }

    private void compareShown(Map<String, TreeHead> shown, Set<String> noted, int batchSize) {
        inPieces(
                shown.keySet(),
                batchSize,
                (shard, there) -> {
                    TreeHead head = shown.get(shard);
                    if (head != null) {
                        compare(shard, head, SHOWN, there);
                        if (!noted.contains(shard)) {
                            compareNoted(shard, head, TreeHead.EMPTY);
                        }
                    }
                });
    }

    /** Hands over each of these logs, with its head if it is there. */
    private void inPieces(
            Collection<String> shards,
            int batchSize,
            BiConsumer<String, @Nullable TreeHead> compare) {
        List<String> all = List.copyOf(shards);
        for (int from = 0; from < all.size(); from += batchSize) {
            List<String> piece = all.subList(from, Math.min(all.size(), from + batchSize));
            Map<String, TreeHead> there = await(checkpoints.heads(piece));
            piece.forEach(shard -> compare.accept(shard, there.get(shard)));
        }
    }

    private void compare(String shard, TreeHead known, String how, @Nullable TreeHead there) {
        String what = how.formatted(known.size()) + ".";
        if (there == null) {
            stopped.stop(shard, "The log is missing, but " + what);
        } else if (there.size() < known.size()) {
            stopped.stop(shard, "The log has %d entries, but ".formatted(there.size()) + what);
        } else if (there.size() == known.size() && !there.equals(known)) {
            stopped.stop(shard, "The root of the log has changed: " + what);
        }
    }

    /**
     * Whoever changes what is noted as signed lets a changed log be signed again. Once somebody has
     * looked it is noted anew by whoever signs, who holds it against the copy as well.
     */
    private void compareNoted(String shard, @Nullable TreeHead shown, TreeHead noted) {
        if (shown == null || noted.size() > shown.size() || noted.equals(shown)) {
            stopped.noteSound(shard);
        } else if (!stopped.wasLetGo(shard)) {
            stopped.stop(
                    shard,
                    "The last signed checkpoint on record, with %d entries, differs: "
                                    .formatted(noted.size())
                            + SHOWN.formatted(shown.size())
                            + ".");
        }
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(LIMIT);
    }
}
