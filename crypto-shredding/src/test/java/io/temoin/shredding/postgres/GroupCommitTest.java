// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes together, what waits, and for what. Flushes are ended by the test. */
class GroupCommitTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final TenantId BOREAL = new TenantId("boreal");
    private static final Duration NONE = Duration.ZERO;

    /** Longer than a test may take, so that only what does not wait for it arrives. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final long LIMIT_SECONDS = 20;

    private record Flush(
            TenantId tenant,
            List<String> items,
            CompletableFuture<List<String>> result,
            @Nullable Context context) {

        void end() {
            result.complete(items.stream().map(item -> item + "!").toList());
        }
    }

    private final BlockingQueue<Flush> begun = new LinkedBlockingQueue<>();

    @Test
    void aLoneItemGoesAtOnce() throws Exception {
        var groupCommit = groupCommit(1, 10, LONG);

        var result = submit(groupCommit, HELIOS, "a");

        Flush flush = next();
        assertThat(flush.items()).containsExactly("a");
        flush.end();
        assertThat(result.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("a!");
    }

    @Test
    void whatArrivesDuringAFlushGoesTogetherInTheNext() throws Exception {
        var groupCommit = groupCommit(1, 10, NONE);
        var _ = submit(groupCommit, HELIOS, "a");
        Flush first = next();

        var b = submit(groupCommit, HELIOS, "b");
        var c = submit(groupCommit, HELIOS, "c");
        assertThat(begun).isEmpty();
        first.end();

        Flush second = next();
        assertThat(second.items()).containsExactly("b", "c");
        second.end();
        assertThat(b.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("b!");
        assertThat(c.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("c!");
    }

    @Test
    void itemsThatComeOneAfterTheOtherNeverWait() throws Exception {
        var groupCommit = groupCommit(2, 10, LONG);
        for (String item : List.of("a", "b", "c")) {
            var _ = submit(groupCommit, HELIOS, item);
            Flush flush = next();
            assertThat(flush.items()).containsExactly(item);
            flush.end();
        }
    }

    @Test
    void whereItemsMeetMoreGatherForAMoment() throws Exception {
        var groupCommit = groupCommit(2, 10, Duration.ofMillis(50));
        var _ = submit(groupCommit, HELIOS, "a");
        next();

        var _ = submit(groupCommit, HELIOS, "b");
        var _ = submit(groupCommit, HELIOS, "c");

        assertThat(next().items()).containsExactly("b", "c");
    }

    /** Whoever waits for an answer in the common pool may be waiting for this very flush. */
    @Test
    void noFlushWaitsForTheCommonPool() throws Exception {
        var groupCommit = groupCommit(2, 10, Duration.ofMillis(50));
        var busy = new CountDownLatch(1);
        try {
            occupyCommonPool(busy);
            var _ = submit(groupCommit, HELIOS, "a");
            next();

            var _ = submit(groupCommit, HELIOS, "b");

            assertThat(next().items()).containsExactly("b");
        } finally {
            busy.countDown();
        }
    }

    private static void occupyCommonPool(CountDownLatch busy) throws InterruptedException {
        int threads = ForkJoinPool.getCommonPoolParallelism();
        var occupied = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool()
                    .execute(
                            () -> {
                                occupied.countDown();
                                awaitQuietly(busy);
                            });
        }
        assertThat(occupied.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFullFlushDoesNotWaitForTheMomentToPass() throws Exception {
        var groupCommit = groupCommit(2, 2, LONG);
        var _ = submit(groupCommit, HELIOS, "a");
        next();

        var _ = submit(groupCommit, HELIOS, "b");
        assertThat(begun).isEmpty();
        var _ = submit(groupCommit, HELIOS, "c");

        assertThat(next().items()).containsExactly("b", "c");
    }

    @Test
    void itemsAreCountedByTheirWeight() throws Exception {
        var groupCommit = groupCommit(2, 4, LONG);
        var _ = submit(groupCommit, HELIOS, "a");
        next();

        var _ = groupCommit.submit(HELIOS, 3, "b").subscribeAsCompletionStage();
        assertThat(begun).isEmpty();
        var _ = groupCommit.submit(HELIOS, 2, "c").subscribeAsCompletionStage();

        assertThat(next().items()).containsExactly("b");
    }

    @Test
    void aFlushHoldsOneTenant() throws Exception {
        var groupCommit = groupCommit(1, 10, NONE);
        var _ = submit(groupCommit, HELIOS, "a");
        Flush first = next();

        var _ = submit(groupCommit, HELIOS, "b");
        var _ = submit(groupCommit, BOREAL, "c");
        var _ = submit(groupCommit, HELIOS, "d");
        first.end();

        Flush second = next();
        assertThat(second.items()).containsExactly("b", "d");
        second.end();
        Flush third = next();
        assertThat(third.tenant()).isEqualTo(BOREAL);
        assertThat(third.items()).containsExactly("c");
    }

    @Test
    void twoItemsOfAKeyAreNeverUnderWayTogether() throws Exception {
        var groupCommit = groupCommit(2, 10, NONE);
        var _ = groupCommit.submit(HELIOS, "stream", 1, "a").subscribeAsCompletionStage();
        Flush first = next();

        var _ = groupCommit.submit(HELIOS, "stream", 1, "b").subscribeAsCompletionStage();
        assertThat(begun).isEmpty();
        first.end();

        assertThat(next().items()).containsExactly("b");
    }

    @Test
    void aFailedFlushFailsItsItemsAndNothingElse() throws Exception {
        var groupCommit = groupCommit(1, 10, NONE);
        var a = submit(groupCommit, HELIOS, "a");
        Flush first = next();
        var b = submit(groupCommit, HELIOS, "b");

        first.result().completeExceptionally(new IllegalStateException("the database is away"));

        assertThatThrownBy(a::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        next().end();
        assertThat(b.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("b!");
    }

    /** The timer is set for b, in whose context it must not begin what only c waits for. */
    @Test
    void aFlushBeginsOnTheContextOfOneThatWaitsForIt() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var groupCommit = groupCommit(2, 10, Duration.ofMillis(50));
            var a = requestContext(vertx);
            var b = requestContext(vertx);
            var c = requestContext(vertx);
            submit(groupCommit, HELIOS, "a", a);
            assertThat(next().context()).isSameAs(a);

            // Not the same tenant, so c's flush begins when b's has.
            submit(groupCommit, HELIOS, "b", b);
            submit(groupCommit, BOREAL, "c", c);

            Flush second = next();
            assertThat(second.context()).isSameAs(b);
            second.end();
            Flush third = next();
            assertThat(third.items()).containsExactly("c");
            assertThat(third.context()).isSameAs(c);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private GroupCommit<String, String> groupCommit(int atOnce, int weight, Duration spacing) {
        return new GroupCommit<>(
                atOnce,
                weight,
                spacing,
                (tenant, items) -> {
                    Flush flush =
                            new Flush(
                                    tenant,
                                    items,
                                    new CompletableFuture<>(),
                                    Vertx.currentContext());
                    begun.add(flush);
                    return Uni.createFrom().completionStage(flush.result());
                });
    }

    private static CompletableFuture<String> submit(
            GroupCommit<String, String> groupCommit, TenantId tenant, String item) {
        return groupCommit.submit(tenant, 1, item).subscribeAsCompletionStage();
    }

    private static void submit(
            GroupCommit<String, String> groupCommit,
            TenantId tenant,
            String item,
            Context context) {
        context.runOnContext(
                _ -> {
                    var _ = submit(groupCommit, tenant, item);
                });
    }

    /** Every request has one of its own; several share an event loop. */
    private static Context requestContext(Vertx vertx) {
        return ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    }

    private Flush next() throws InterruptedException {
        Flush flush = begun.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(flush).as("a flush").isNotNull();
        return flush;
    }
}
