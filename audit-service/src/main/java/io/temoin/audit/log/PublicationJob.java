// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.log.PublicationStore.Log;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.feed.FeedClaim;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Tile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the logs to a bucket, so that strangers read them there ({@link LogUpload}). Of a log
 * that was pruned, the bucket loses what the database has lost. One replica does this at a time.
 */
@ApplicationScoped
class PublicationJob {

    private static final Logger LOG = Logger.getLogger(PublicationJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A writer that hung when a log was pruned may have written until then. */
    private static final Duration AGAIN_AFTER = Duration.ofHours(1);

    /** A log that takes longer goes on in the next look: the others have their turn in between. */
    private static final Duration TURN = Duration.ofSeconds(10);

    /** All that take longer, in one look. */
    private static final Duration LONG_TURNS = Duration.ofSeconds(30);

    /** However many logs there are, one that has grown does not wait until all are compared. */
    private static final int COMPARED_PER_RUN = 100;

    private final PublicationStore store;
    private final LogUpload upload;
    private final CheckpointCopies copies;
    private final Statements statements;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final AuditConfig.Publication config;
    private final Clock clock;

    /** Since when a log is not in the bucket as it is shown. */
    private final Map<String, Instant> behind = new ConcurrentHashMap<>();

    private final Map<String, Instant> pruned = new ConcurrentHashMap<>();

    /** When the logs that take longer than a turn had their last one. */
    private final Map<String, Instant> unfinished = new ConcurrentHashMap<>();

    private volatile boolean ours;

    /** When this replica last knew that nothing waits, or that another one has the turn. */
    private volatile Instant completed;

    private @Nullable LogBucket opened;

    PublicationJob(
            PublicationStore store,
            LogUpload upload,
            CheckpointCopies copies,
            Statements statements,
            StoppedLogs stopped,
            PollingScheduler polling,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.store = store;
        this.upload = upload;
        this.copies = copies;
        this.statements = statements;
        this.stopped = stopped;
        this.polling = polling;
        this.config = config.log().publication();
        this.clock = clock;
        this.completed = clock.instant();
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
                    config.pollInterval(),
                    "publishing the logs to the bucket failed; it will be retried",
                    this::look);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (opened != null) {
            opened.close();
        }
    }

    /**
     * Unknown where another replica publishes. Where it cannot be looked what there is to publish,
     * it counts since the last look.
     */
    private double lag() {
        Instant now = clock.instant();
        Duration unseen = Duration.between(completed, now);
        boolean blind = unseen.compareTo(config.pollInterval().plus(LONG_TURNS)) > 0;
        if (!ours && !blind) {
            return Double.NaN;
        }
        Stream<Duration> waiting =
                behind.values().stream().map(since -> Duration.between(since, now));
        return Stream.concat(waiting, blind ? Stream.of(unseen) : Stream.empty())
                        .mapToLong(Duration::toMillis)
                        .max()
                        .orElse(0)
                / 1000.0;
    }

    /** Brings the bucket up to what is shown. */
    void look() {
        look(_ -> true);
    }

    /** The same for some of the logs, by their ids. */
    void look(Predicate<String> wanted) {
        if (copies.areRead()) { // else it is not known yet what may be shown
            ours = store.alone(claim -> bringAll(wanted, claim));
            completed = clock.instant();
        }
    }

    private void bringAll(Predicate<String> wanted, FeedClaim claim) {
        ours = true;
        List<Log> logs =
                await(store.logs()).stream().filter(log -> wanted.test(log.shard())).toList();
        List<Log> news = new ArrayList<>();
        List<Log> slow = new ArrayList<>();
        List<Log> others = new ArrayList<>();
        Instant now = clock.instant();
        for (Log log : logs) {
            if (!isNews(log)) {
                others.add(log);
            } else if (isDone(log)) {
                settle(log);
            } else {
                behind.putIfAbsent(log.shard(), now);
                (unfinished.containsKey(log.shard()) ? slow : news).add(log);
            }
        }
        news.sort(
                Comparator.comparingLong(PublicationJob::missing)); // large ones are not known yet
        news.forEach(log -> bring(log, claim));
        others.stream()
                .sorted(Comparator.comparing(upload::lookedAt))
                .limit(COMPARED_PER_RUN)
                .forEach(log -> bring(log, claim));
        goOnWith(slow, claim);
    }

    /** Those that take long come last, and not all of them in one look. */
    private void goOnWith(List<Log> logs, FeedClaim claim) {
        Map<String, Instant> lastTurn = Map.copyOf(unfinished);
        logs.sort(Comparator.comparing(log -> lastTurn.getOrDefault(log.shard(), Instant.EPOCH)));
        BooleanSupplier inTime = within(LONG_TURNS);
        for (Log log : logs) {
            bring(log, claim);
            if (!inTime.getAsBoolean()) {
                return;
            }
        }
    }

    private static long missing(Log log) {
        return log.head().size() - log.progress().head().size();
    }

    private void settle(Log log) {
        behind.remove(log.shard());
        unfinished.remove(log.shard());
    }

    private BooleanSupplier within(Duration time) {
        Instant end = clock.instant().plus(time);
        return () -> clock.instant().isBefore(end);
    }

    private boolean isNews(Log log) {
        return log.prunedAt() != null
                || unfinished.containsKey(log.shard())
                || !log.checkpoint().equals(log.progress().checkpoint());
    }

    /** One log that cannot be published holds up no other. */
    private void bring(Log log, FeedClaim claim) {
        claim.requireHeld();
        LogBucket bucket = Objects.requireNonNull(opened);
        try {
            if (isDone(log) || isBrought(bucket, log, claim)) {
                settle(log);
            }
        } catch (IOException | RuntimeException failure) {
            behind.putIfAbsent(log.shard(), clock.instant());
            unfinished.computeIfPresent(log.shard(), (_, _) -> clock.instant());
            LOG.warnf(
                    failure,
                    "log %s could not be published to the bucket; it will be retried",
                    log.shard());
        }
    }

    private boolean isDone(Log log) {
        if (log.prunedAt() == null) {
            return stopped.contains(log.shard()) || upload.isDone(log);
        }
        Instant done = pruned.get(log.shard());
        return done != null
                && (done.isAfter(log.prunedAt().plus(AGAIN_AFTER))
                        || clock.instant().isBefore(log.prunedAt().plus(AGAIN_AFTER)));
    }

    private boolean isBrought(LogBucket bucket, Log log, FeedClaim claim) throws IOException {
        behind.putIfAbsent(log.shard(), clock.instant());
        BooleanSupplier inTime = within(TURN);
        if (log.prunedAt() != null) {
            return prune(bucket, log, claim, inTime);
        }
        return finished(log, upload.publish(bucket, log, claim::requireHeld, inTime));
    }

    private boolean finished(Log log, boolean finished) {
        if (!finished) {
            unfinished.put(log.shard(), clock.instant());
        }
        return finished;
    }

    /**
     * The statement comes first, if the log of logs has it by now; what has to go does not wait for
     * it.
     */
    private boolean prune(LogBucket bucket, Log log, FeedClaim claim, BooleanSupplier inTime)
            throws IOException {
        String shard = log.shard();
        boolean stated = false;
        boolean gone;
        try {
            try {
                upload.putEdge(bucket, shard, log.head());
            } catch (Untrusted altered) {
                LOG.errorf(
                        altered,
                        "the tiles left of the pruned log %s in the database do not match its last"
                                + " signed checkpoint, so they are not published; compare the"
                                + " database with a backup",
                        shard);
            }
            bucket.putCheckpoint(shard, log.checkpoint());
            stated = state(bucket, shard);
        } finally { // what has to go goes all the same: a full bucket still deletes
            gone = finished(log, isRemoved(bucket, log, claim, inTime));
        }
        if (stated && gone) {
            pruned.put(shard, clock.instant());
        }
        return stated && gone;
    }

    private static boolean isRemoved(
            LogBucket bucket, Log log, FeedClaim claim, BooleanSupplier inTime) throws IOException {
        claim.requireHeld();
        return bucket.removePruned(
                log.shard(),
                Tile.edge(log.head().size()),
                () -> {
                    claim.requireHeld();
                    return inTime.getAsBoolean();
                });
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
