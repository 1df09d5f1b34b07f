// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Space;
import io.temoin.audit.log.CheckpointStore.LogTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Replicas that sign one log, each by what it read of two databases a moment ago. */
@QuarkusTest
class SignersAtOnceTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SIGNERS = 4;
    private static final int ROUNDS = 60;
    private static final int EVENTS = 5;

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final SequencingJob sequencing;
    private final SigningJob signing;
    private final SignedHeadStore signed;
    private final StoppedLogs stopped;
    private final Clock clock;

    SignersAtOnceTest(
            SequencingJob sequencing,
            SigningJob signing,
            SignedHeadStore signed,
            StoppedLogs stopped,
            Clock clock) {
        this.sequencing = sequencing;
        this.signing = signing;
        this.signed = signed;
        this.stopped = stopped;
        this.clock = clock;
    }

    /** Between two questions to two databases, another replica was faster. */
    @Test
    void whatAnotherSignedSinceTheHeadWasReadStopsNothing() {
        log.grow(2);
        LogTree seen = new LogTree(log.id(), log.head(), log.note().note(), log.head().size());
        log.grow(3);

        signing.sign(seen, clock.instant());

        assertThat(stopped.contains(log.id())).isFalse();
        assertThat(log.head().size()).isEqualTo(5);
        log.grow(1);
    }

    @Test
    void signersAtOnceOfAGrowingLogStopNothingAndMakeNoFork() throws Exception {
        log.grow(1);
        AtomicBoolean done = new AtomicBoolean();
        Set<TreeHead> shown = new LinkedHashSet<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> replicas = new ArrayList<>();
            for (int i = 0; i < SIGNERS; i++) {
                replicas.add(threads.submit(until(done, sequencing::look)));
                replicas.add(threads.submit(until(done, () -> signing.look(clock.instant()))));
            }
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    log.hand(EVENTS);
                    shown.add(log.head());
                }
                log.awaitSize(1 + ROUNDS * EVENTS);
            } finally {
                done.set(true);
            }
            for (Future<?> replica : replicas) {
                replica.get();
            }
        }

        TreeHead last = log.head();
        assertThat(stopped.contains(log.id())).isFalse();
        assertThat(last.size()).isEqualTo(1 + ROUNDS * EVENTS);
        assertThat(signed.last(log.id()).await().atMost(LIMIT)).isEqualTo(last);
        assertThat(shown).hasSizeGreaterThan(2);
        TiledTree tree = log.tree(last.size());
        shown.forEach(head -> tree.consistency(head.size()).verify(head, last));
    }

    private static Callable<Void> until(AtomicBoolean done, Runnable look) {
        return () -> {
            while (!done.get()) {
                look.run();
            }
            return null;
        };
    }

    /** Whoever is not told yes, signs nothing; so there is one head after each. */
    @Test
    void ofManyWhoGoOnFromOneHeadOneTakesNote() throws Exception {
        String shard = UUID.randomUUID().toString();
        TreeHead last = TreeHead.EMPTY;
        for (int size = 1; size < ROUNDS; size++) {
            last = advancedByOne(shard, last, size);
        }
    }

    private TreeHead advancedByOne(String shard, TreeHead last, int size)
            throws InterruptedException, ExecutionException {
        List<TreeHead> next = new ArrayList<>();
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < SIGNERS; i++) {
            TreeHead head = new TreeHead(size, root(i));
            next.add(head);
            all.add(() -> advance(shard, last, head));
        }
        List<TreeHead> noted = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> answers = threads.invokeAll(all);
            for (int i = 0; i < SIGNERS; i++) {
                if (answers.get(i).get()) {
                    noted.add(next.get(i));
                }
            }
        }
        assertThat(noted).containsExactly(signed.last(shard).await().atMost(LIMIT));
        return noted.getFirst();
    }

    private boolean advance(String shard, TreeHead last, TreeHead next) {
        return signed.advance(shard, last, next, clock.instant()).await().atMost(LIMIT);
    }

    private static Hash root(int fill) {
        byte[] bytes = new byte[Hash.SIZE];
        bytes[0] = (byte) fill;
        return Hash.of(bytes);
    }
}
