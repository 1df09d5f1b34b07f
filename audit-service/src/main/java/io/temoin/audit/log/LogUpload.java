// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.PublicationStore.Log;
import io.temoin.audit.log.PublicationStore.Progress;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the bucket has of a log up to what is shown. Leaves are hashed anew, and nothing goes
 * into the bucket unless it hashes to the root of the checkpoint that is shown: tiles are cached
 * for ever. Tiles and bundles come first and the checkpoint last. How far a log is, the database
 * says, and never the bucket, which others may write to; now and then both are compared, and what
 * differs is told and written again. Blocks.
 */
@Singleton
class LogUpload {

    private static final Logger LOG = Logger.getLogger(LogUpload.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A writer that hung may have put an older checkpoint back, and others may have written. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    /** Takes some requests for each log that there ever was. */
    private static final Duration COMPARE_AGAIN = Duration.ofHours(1);

    /** Of a statement in the bucket, where others may write more. */
    private static final int LONGEST_STATEMENT = 1 << 16;

    private final PublicationStore store;
    private final LogStore leaves;
    private final ShownCheckpoints shown;
    private final CheckpointSigner signer;
    private final ExecutorService virtualThreads;
    private final Counter differences;
    private final Clock clock;

    /** When this process last saw that the checkpoint in the bucket is that of the database. */
    private final Map<String, Instant> lookedAt = new ConcurrentHashMap<>();

    /** The same for what is at the right edge. */
    private final Map<String, Instant> comparedAt = new ConcurrentHashMap<>();

    /** What was verified of logs whose publication goes on. */
    private final Map<String, VerifiedHeads> verified = new ConcurrentHashMap<>();

    LogUpload(
            PublicationStore store,
            LogStore leaves,
            ShownCheckpoints shown,
            CheckpointSigner signer,
            @VirtualThreads ExecutorService virtualThreads,
            MeterRegistry metrics,
            Clock clock) {
        this.store = store;
        this.leaves = leaves;
        this.shown = shown;
        this.signer = signer;
        this.virtualThreads = virtualThreads;
        this.differences =
                Counter.builder("temoin.audit.log.publication.differences")
                        .description("What the public bucket had other than it was published")
                        .register(metrics);
        this.clock = clock;
    }

    /** Whether the log was published as it is shown, and nothing is to be compared yet. */
    boolean isDone(Log log) {
        return log.progress().shows(log.checkpoint())
                && !isDue(lookedAt, log.shard(), LOOK_AGAIN, clock.instant());
    }

    /** When this process last compared the log with the bucket; long ago if it never did. */
    Instant lookedAt(Log log) {
        return lookedAt.getOrDefault(log.shard(), Instant.EPOCH);
    }

    private static boolean isDue(
            Map<String, Instant> last, String log, Duration interval, Instant now) {
        Instant before = last.get(log);
        return before == null || now.isAfter(before.plus(interval));
    }

    /**
     * Publishes a log as it is shown.
     *
     * @param log as the database has it, with how far it is
     * @param requireTurn fails when another process may write by now
     * @param inTime asked now and then; some of a log is published in any case
     * @return whether it is done; if not, the next call goes on
     * @throws IllegalStateException when the bucket has more than is shown, or another history, or
     *     says that the log was pruned, or another process has published the log meanwhile
     * @throws Untrusted when the database has something else than what was signed or published
     */
    boolean publish(LogBucket bucket, Log log, Runnable requireTurn, BooleanSupplier inTime)
            throws IOException {
        String note = await(shown.checkpoint(log.shard())).orElseThrow(Proofs::unknownLog);
        return new Turn(bucket, log, requireTurn, inTime).publish(note, clock.instant());
    }

    /**
     * Stores the partial tiles at the right edge of a log.
     *
     * @throws Untrusted when those of the database do not hash to the root of the head
     */
    void putEdge(LogBucket bucket, String log, TreeHead head) throws IOException {
        for (Map.Entry<Tile, byte[]> tile : rehashed(log).edge(head).entrySet()) {
            bucket.put(log, tile.getKey(), tile.getValue());
        }
    }

    private RehashedLog rehashed(String log) {
        return new RehashedLog(
                (from, to) -> await(leaves.leaves(log, from, to)),
                tiles -> await(leaves.tiles(log, tiles)));
    }

    private static TreeHead head(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text()).head();
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(LIMIT);
    }

    /** One log while it is published. */
    private final class Turn {

        private final LogBucket bucket;
        private final String log;
        private final Runnable requireTurn;
        private final BooleanSupplier inTime;
        private final RehashedLog content;
        private Progress progress;

        Turn(LogBucket bucket, Log log, Runnable requireTurn, BooleanSupplier inTime) {
            this.bucket = bucket;
            this.log = log.shard();
            this.requireTurn = requireTurn;
            this.inTime = inTime;
            this.content = rehashed(log.shard());
            this.progress = log.progress();
        }

        boolean publish(String note, Instant now) throws IOException {
            requireUnpruned();
            TreeHead head = head(note);
            boolean looked = isDue(lookedAt, log, LOOK_AGAIN, now);
            boolean compared = isDue(comparedAt, log, COMPARE_AGAIN, now);
            boolean right = !looked || checkpointIsThere(head);
            if (compared) {
                beginAnewUnlessThere();
                comparedAt.put(log, now);
            }
            if (!right || !progress.shows(note)) {
                if (!add(head)) {
                    if (looked) {
                        lookedAt.put(log, now); // what differs is told once
                    }
                    return false;
                }
                show(note, head);
            }
            if (looked) {
                lookedAt.put(log, now);
            }
            return true;
        }

        /** Everything under a head that is not there yet; whether all of it is there in time. */
        private boolean add(TreeHead head) throws IOException {
            TreeHead from = progress.head();
            if (from.size() > head.size()) {
                throw new IllegalStateException(
                        "%d entries are published, and %d are shown"
                                .formatted(from.size(), head.size()));
            }
            if (from.equals(head)) {
                return true; // with other signatures
            }
            VerifiedHeads heads = verified(from, head);
            List<TreeHead> next;
            try {
                if (!heads.verify(inTime)) {
                    return false;
                }
                next = heads.after(from, head);
                LogBucketWriter writer =
                        new LogBucketWriter(bucket, log, virtualThreads, requireTurn, this::reach);
                if (!writer.write(content, from, next, inTime)) {
                    return false;
                }
            } catch (Untrusted altered) {
                verified.remove(log); // all is read again, once it is put right
                throw altered;
            }
            verified.remove(log);
            if (!next.contains(head)) { // it has grown since it was verified
                if (!next.isEmpty()) {
                    reach(next.getLast());
                }
                return add(head);
            }
            putEdge(bucket, log, head);
            reach(head);
            return true;
        }

        private VerifiedHeads verified(TreeHead from, TreeHead head) {
            VerifiedHeads known = verified.get(log);
            if (known != null && known.goesOn(from, head)) {
                return known;
            }
            VerifiedHeads anew = new VerifiedHeads(content, from, head);
            verified.put(log, anew);
            return anew;
        }

        private void show(String note, TreeHead head) throws IOException {
            TreeHead before = progress.shown();
            requireTurn.run();
            bucket.putCheckpoint(log, note);
            keep(head, note);
            bucket.removePartials(log, before.size(), head.size());
        }

        /** Tiles and bundles up to here are there, and the checkpoint is the one before. */
        private void reach(TreeHead head) {
            keep(head, progress.checkpoint());
        }

        private void keep(TreeHead head, @Nullable String checkpoint) {
            progress =
                    await(store.keep(log, progress, head, checkpoint))
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "another process has published the log"
                                                            + " meanwhile"));
        }

        /** Whether the bucket shows the checkpoint that was put there last. */
        private boolean checkpointIsThere(TreeHead head) throws IOException {
            Optional<String> there = bucket.checkpoint(log);
            Optional<TreeHead> signed =
                    there.filter(text -> signer.hasSigned(log, text)).map(LogUpload::head);
            if (signed.isPresent()) {
                requireSameTree(signed.get(), head);
            }
            if (there.equals(Optional.ofNullable(progress.checkpoint()))) {
                return true;
            }
            // A process that ended just after it put it there had written everything under it.
            if (!signed.equals(Optional.of(progress.head()))) {
                tell("checkpoint");
            }
            return false;
        }

        /**
         * A database that was restored to a time before a pruning does not make public again what
         * has to stay gone.
         */
        private void requireUnpruned() throws IOException {
            Optional<byte[]> there = bucket.find(log, "pruning", LONGEST_STATEMENT);
            if (there.filter(this::isOurPruning).isPresent()) {
                throw new IllegalStateException(
                        "the bucket has a statement that this log was pruned, which this log has"
                                + " signed, and the database still has its entries");
            }
        }

        private boolean isOurPruning(byte[] there) {
            String statement = new String(there, StandardCharsets.UTF_8);
            try {
                String text = SignedNote.parse(statement).text();
                return PruningStatement.parse(text).origin().equals(signer.origin(log))
                        && signer.hasSigned(log, statement);
            } catch (Untrusted _) {
                return false; // somebody else put it there
            }
        }

        /** A database that was restored to an earlier state, say, must not take anything back. */
        private void requireSameTree(TreeHead there, TreeHead head) {
            if (there.size() > head.size()) {
                throw new IllegalStateException(
                        "the bucket has a checkpoint of %d entries, and %d are shown"
                                .formatted(there.size(), head.size()));
            }
            try {
                content.edge(there);
            } catch (Untrusted other) {
                throw new IllegalStateException(
                        ("the bucket has a checkpoint of %d entries that this log has signed, and"
                                        + " they are not those of the database")
                                .formatted(there.size()),
                        other);
            }
        }

        /**
         * Compares what is at the right edge. Where that is gone, or is something else, nobody
         * knows what else is: the log is published from its beginning.
         */
        private void beginAnewUnlessThere() throws IOException {
            Map<String, byte[]> published = new LinkedHashMap<>();
            if (progress.head().size() >= progress.shown().size()) {
                content.edge(progress.shown())
                        .forEach((tile, bytes) -> published.put(tile.path(), bytes));
            }
            if (progress.head().size() > 0) {
                published.putAll(content.last(progress.head()));
            }
            for (Map.Entry<String, byte[]> one : published.entrySet()) {
                byte[] own = one.getValue();
                Optional<byte[]> there = bucket.find(log, one.getKey(), own.length + 1);
                if (there.filter(bytes -> Arrays.equals(bytes, own)).isEmpty()) {
                    tell(one.getKey());
                    keep(TreeHead.EMPTY, progress.checkpoint());
                    return;
                }
            }
        }

        private void tell(String path) {
            differences.increment();
            LOG.warnf(
                    "%s of log %s in the public bucket is not what was published there; it is"
                            + " published again. Somebody else may write to the bucket, or a"
                            + " process that hung did",
                    path, log);
        }
    }
}
