// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.log.PublicationStore.Log;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.feed.FeedClaim;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the logs to a bucket, so that strangers read them there. Leaves are hashed anew, and
 * nothing goes into the bucket unless it hashes to the root of the checkpoint that is shown: tiles
 * are cached for ever. Tiles and bundles come first and the checkpoint last, so the checkpoint in
 * the bucket says what is there; whoever goes on after a crash goes on from it. Of a log that was
 * pruned, the bucket loses what the database has lost. One replica does this at a time.
 */
@ApplicationScoped
class PublicationJob {

    private static final Logger LOG = Logger.getLogger(PublicationJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A writer that hung when a log was pruned may have written until then. */
    private static final Duration AGAIN_AFTER = Duration.ofHours(1);

    /** A writer that hung may have put an older checkpoint back, and others may have written. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final PublicationStore store;
    private final LogStore leaves;
    private final ShownCheckpoints shown;
    private final CheckpointCopies copies;
    private final CheckpointSigner signer;
    private final Statements statements;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final ExecutorService virtualThreads;
    private final AuditConfig.Publication config;
    private final Clock clock;
    private final MerkleHasher hasher = new MerkleHasher();

    /** Since when a log is not in the bucket as it is shown. */
    private final Map<String, Instant> behind = new ConcurrentHashMap<>();

    /** The checkpoints that are in the bucket. */
    private final Map<String, String> published = new ConcurrentHashMap<>();

    private final Map<String, Instant> pruned = new ConcurrentHashMap<>();
    private volatile Instant lookedAgain = Instant.EPOCH;
    private volatile boolean ours;
    private @Nullable LogBucket opened;

    PublicationJob(
            PublicationStore store,
            LogStore leaves,
            ShownCheckpoints shown,
            CheckpointCopies copies,
            CheckpointSigner signer,
            Statements statements,
            StoppedLogs stopped,
            PollingScheduler polling,
            @VirtualThreads ExecutorService virtualThreads,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.store = store;
        this.leaves = leaves;
        this.shown = shown;
        this.copies = copies;
        this.signer = signer;
        this.statements = statements;
        this.stopped = stopped;
        this.polling = polling;
        this.virtualThreads = virtualThreads;
        this.config = config.log().publication();
        this.clock = clock;
        if (this.config.bucket().isPresent()) {
            Gauge.builder("temoin.audit.log.publication.lag", this, PublicationJob::lag)
                    .description("Since when a log is not in the bucket as it is shown")
                    .baseUnit("seconds")
                    .register(metrics);
        }
    }

    /** Wrong settings are said by a start that fails; without a bucket there is nothing to do. */
    void start(@Observes StartupEvent event) {
        if (config.bucket().isPresent()) {
            opened = LogBucket.of(config);
            polling.every(
                    config.every(),
                    "publishing the logs to the bucket failed; it will be retried",
                    this::look);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (opened != null) {
            opened.close();
        }
    }

    /** Unknown where another replica publishes. */
    private double lag() {
        Instant now = clock.instant();
        return ours
                ? behind.values().stream()
                                .mapToLong(since -> Duration.between(since, now).toMillis())
                                .max()
                                .orElse(0)
                        / 1000.0
                : Double.NaN;
    }

    /** Brings the bucket up to what is shown. */
    void look() {
        look(_ -> true);
    }

    /** The same for some of the logs, by their ids. */
    void look(Predicate<String> wanted) {
        if (copies.areRead()) { // else it is not known yet what may be shown
            ours = store.alone(claim -> bringAll(wanted, claim));
        }
    }

    private void bringAll(Predicate<String> wanted, FeedClaim claim) {
        ours = true;
        if (clock.instant().isAfter(lookedAgain.plus(LOOK_AGAIN))) {
            lookedAgain = clock.instant();
            published.clear();
        }
        List<Log> logs = await(store.logs());
        for (Log log : logs.stream().filter(one -> wanted.test(one.shard())).toList()) {
            if (isPublished(log) || (log.prunedAt() == null && stopped.contains(log.shard()))) {
                behind.remove(log.shard());
            } else {
                behind.putIfAbsent(log.shard(), clock.instant());
                claim.requireHeld();
                bring(log, claim);
            }
        }
    }

    private boolean isPublished(Log log) {
        if (log.prunedAt() == null) {
            return log.checkpoint().equals(published.get(log.shard()));
        }
        Instant done = pruned.get(log.shard());
        return done != null
                && (done.isAfter(log.prunedAt().plus(AGAIN_AFTER))
                        || clock.instant().isBefore(log.prunedAt().plus(AGAIN_AFTER)));
    }

    /** One log that cannot be published holds up no other. */
    private void bring(Log log, FeedClaim claim) {
        LogBucket bucket = Objects.requireNonNull(opened);
        try {
            boolean done =
                    log.prunedAt() == null
                            ? publish(bucket, log.shard(), claim)
                            : prune(bucket, log, claim);
            if (done) {
                behind.remove(log.shard());
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warnf(
                    failure,
                    "log %s could not be published to the bucket; it will be retried",
                    log.shard());
        }
    }

    private boolean publish(LogBucket bucket, String log, FeedClaim claim) throws IOException {
        String note = await(shown.checkpoint(log)).orElseThrow(Proofs::unknownLog);
        TreeHead head = head(note);
        Optional<String> there = bucket.checkpoint(log);
        if (!there.equals(Optional.of(note))) {
            TreeHead before = there.map(text -> known(log, text)).orElse(TreeHead.EMPTY);
            if (before.size() > head.size()) {
                throw new IllegalStateException(
                        "the bucket has a checkpoint of %d entries, and %d are shown"
                                .formatted(before.size(), head.size()));
            }
            add(bucket, log, before, head, claim);
            claim.requireHeld();
            bucket.putCheckpoint(log, note);
            bucket.removePartials(log, before.size(), head.size());
        }
        published.put(log, note);
        return true;
    }

    private static TreeHead head(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text()).head();
    }

    /** What somebody else put there says nothing of what is there. */
    private TreeHead known(String log, String text) {
        return signer.hasSigned(log, text) ? head(text) : TreeHead.EMPTY;
    }

    /** Everything under a head that is not under the one before. */
    private void add(LogBucket bucket, String log, TreeHead before, TreeHead head, FeedClaim claim)
            throws IOException {
        if (before.size() == head.size()) {
            return; // with other signatures
        }
        Optional<TreeHead> written =
                bucket.written(log)
                        .filter(part -> part.size() > before.size() && part.size() <= head.size());
        TreeHead from = written.orElse(before);
        build(log, from, head, (_, _) -> {}, (_, _, _) -> {}); // it is what was signed
        LogBucketWriter writer =
                new LogBucketWriter(bucket, log, virtualThreads, claim::requireHeld);
        build(log, from, head, writer::put, writer::put);
        writer.flush();
        putEdge(bucket, log, head);
        if (written.isPresent() || writer.noted()) {
            bucket.removeWritten(log);
        }
    }

    /** Hands out the bundles and the full tiles that a tree gained between two heads. */
    private void build(
            String log,
            TreeHead from,
            TreeHead to,
            BiConsumer<Tile, byte[]> tiles,
            Bundles bundles) {
        Map<Tile, byte[]> edge = edge(log, from);
        GrowingTree tree = GrowingTree.at(from, LogStore.in(edge), tiles);
        for (long first = from.size() - from.size() % Tile.FULL_WIDTH;
                first < to.size();
                first += Tile.FULL_WIDTH) {
            EntryBundle bundle = EntryBundle.in(to.size(), first / Tile.FULL_WIDTH);
            List<byte[]> all = await(leaves.leaves(log, first, first + bundle.width()));
            byte[] content = bundle.encode(all);
            int known = (int) Math.max(0, tree.size() - first);
            requireKnown(edge, all.subList(0, known));
            all.subList(known, all.size()).forEach(leaf -> tree.append(hasher.leaf(leaf)));
            bundles.next(bundle, content, tree);
        }
        if (!tree.head().equals(to)) {
            throw new Untrusted(
                    "The leaves of the log in the database do not hash to its checkpoint of "
                            + to.size()
                            + " entries.");
        }
    }

    /** The leaves of the last bundle of before are published once more, in the wider one. */
    private void requireKnown(Map<Tile, byte[]> edge, List<byte[]> known) {
        byte[] row =
                edge.entrySet().stream()
                        .filter(tile -> tile.getKey().level() == 0)
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(new byte[0]);
        for (int i = 0; i < known.size(); i++) {
            if (!hasher.leaf(known.get(i)).equals(Hash.of(row, i * Hash.SIZE))) {
                throw new Untrusted(
                        "A leaf of the log in the database is not what was published before.");
            }
        }
    }

    /** Is given one bundle after the other, with the tree that it completes. */
    private interface Bundles {
        void next(EntryBundle bundle, byte[] content, GrowingTree tree);
    }

    private Map<Tile, byte[]> edge(String log, TreeHead head) {
        return await(leaves.tiles(log, Tile.edge(head.size())));
    }

    private void putEdge(LogBucket bucket, String log, TreeHead head) throws IOException {
        Map<Tile, byte[]> edge = edge(log, head);
        GrowingTree.at(head, LogStore.in(edge), (_, _) -> {}); // refuses what is not the tree's
        for (Map.Entry<Tile, byte[]> tile : edge.entrySet()) {
            bucket.put(log, tile.getKey(), tile.getValue());
        }
    }

    /**
     * The statement comes first, if the log of logs has it by now; what has to go does not wait for
     * it.
     */
    private boolean prune(LogBucket bucket, Log log, FeedClaim claim) throws IOException {
        String shard = log.shard();
        boolean stated = false;
        try {
            try {
                putEdge(bucket, shard, log.head());
            } catch (Untrusted altered) {
                LOG.errorf(altered, "the right edge of the pruned log %s is not its own", shard);
            }
            bucket.putCheckpoint(shard, log.checkpoint());
            stated = state(bucket, shard);
        } finally { // what has to go goes all the same: a full bucket still deletes
            claim.requireHeld();
            bucket.removePruned(shard, Tile.edge(log.head().size()));
        }
        if (stated) {
            pruned.put(shard, clock.instant());
            published.remove(shard);
        }
        return stated;
    }

    private boolean state(LogBucket bucket, String log) throws IOException {
        try {
            bucket.putPruning(
                    log, await(statements.pruned(log)), await(statements.pruningProof(log)));
            return true;
        } catch (Rejected notYet) {
            LOG.debugf(notYet, "the statement that log %s was pruned is not proven yet", log);
            return false;
        }
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(LIMIT);
    }
}
