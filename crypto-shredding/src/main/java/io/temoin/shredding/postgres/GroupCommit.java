// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.postgres;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.temoin.shredding.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: writes, or reads, of concurrent requests go to the database together. Requests that
 * come one after the other go at once, each alone. Where they meet, flushes begin some time apart:
 * else a fast database is asked for a few rows at a time as often as it can answer, and spends
 * itself on statements.
 *
 * <p>A flush holds one tenant's items (row-level security is set per statement) and at most one
 * item per exclusive key, and no two flushes under way share one. Results arrive on the Vert.x
 * context that submitted. Safe for concurrent use.
 *
 * @param <I> items
 * @param <O> results, one per item, in the items' order
 */
public final class GroupCommit<I, O> {

    /** Requests are said to meet for so long after two of them did. */
    private static final long CROWDED = TimeUnit.MILLISECONDS.toNanos(20);

    // Vert.x counts in milliseconds, and one too many costs more than one too few.
    private static final long HALF_A_MILLISECOND = 500_000;

    private record Waiting<I, O>(
            TenantId tenant,
            @Nullable Object exclusive,
            int weight,
            I item,
            UniEmitter<? super O> emitter,
            @Nullable Context context) {

        void complete(O result) {
            resume(() -> emitter.complete(result));
        }

        void fail(Throwable failure) {
            resume(() -> emitter.fail(failure));
        }

        private void resume(Runnable step) {
            if (context == null) {
                step.run();
            } else {
                context.runOnContext(_ -> step.run());
            }
        }
    }

    private final int flushesAtOnce;
    private final int weightPerFlush;
    private final long spacing;
    private final BiFunction<TenantId, List<I>, Uni<List<O>>> flush;

    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Set<Exclusive> underWay = new HashSet<>();
    private int queuedWeight;
    private int flushes;
    private long lastBegan;
    private long lastMet;
    private boolean scheduled;

    /**
     * @param flushesAtOnce how many flushes may be under way
     * @param weightPerFlush a flush of this weight is full; more waits for the next one
     * @param spacing how long after a flush began the next one may begin, where requests meet and
     *     unless it would be full
     * @param flush writes, or reads, one tenant's items; answers in their order
     */
    public GroupCommit(
            int flushesAtOnce,
            int weightPerFlush,
            Duration spacing,
            BiFunction<TenantId, List<I>, Uni<List<O>>> flush) {
        this.flushesAtOnce = flushesAtOnce;
        this.weightPerFlush = weightPerFlush;
        this.spacing = spacing.toNanos();
        this.flush = flush;
        this.lastBegan = System.nanoTime() - this.spacing;
        this.lastMet = System.nanoTime() - CROWDED - 1;
    }

    /**
     * Adds one item to a coming flush; the result arrives when that flush is durable.
     *
     * @param exclusive what no other item under way may touch, for instance a stream
     * @param weight rows it writes, or is expected to read
     */
    public Uni<O> submit(TenantId tenant, Object exclusive, int weight, I item) {
        return enqueue(tenant, exclusive, weight, item);
    }

    /** The same for an item that gets in nobody's way, such as a read. */
    public Uni<O> submit(TenantId tenant, int weight, I item) {
        return enqueue(tenant, null, weight, item);
    }

    private Uni<O> enqueue(TenantId tenant, @Nullable Object exclusive, int weight, I item) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            var waiting =
                                    new Waiting<I, O>(
                                            tenant,
                                            exclusive,
                                            weight,
                                            item,
                                            emitter,
                                            Vertx.currentContext());
                            synchronized (this) {
                                if (flushes > 0 || !queue.isEmpty()) {
                                    lastMet = System.nanoTime();
                                }
                                queue.add(waiting);
                                queuedWeight += weight;
                            }
                            drain();
                        });
    }

    private void drain() {
        while (true) {
            List<Waiting<I, O>> batch = next();
            if (batch.isEmpty()) {
                return;
            }
            run(batch);
        }
    }

    private synchronized List<Waiting<I, O>> next() {
        List<Waiting<I, O>> batch = new ArrayList<>();
        if (flushes >= flushesAtOnce || tooSoon()) {
            return batch;
        }
        int weight = 0;
        for (Iterator<Waiting<I, O>> all = queue.iterator(); all.hasNext(); ) {
            Waiting<I, O> waiting = all.next();
            boolean sameTenant =
                    batch.isEmpty() || batch.getFirst().tenant().equals(waiting.tenant());
            boolean fits = batch.isEmpty() || weight + waiting.weight() <= weightPerFlush;
            if (sameTenant && fits && begin(waiting)) {
                batch.add(waiting);
                weight += waiting.weight();
                all.remove();
                queuedWeight -= waiting.weight();
            }
            if (weight >= weightPerFlush) {
                break;
            }
        }
        if (!batch.isEmpty()) {
            flushes++;
            lastBegan = System.nanoTime();
        }
        return batch;
    }

    /** Whether to let more gather first; then a timer is set that will look again. */
    private boolean tooSoon() {
        long now = System.nanoTime();
        long left = lastBegan + spacing - now;
        if (left <= 0 || now - lastMet > CROWDED || queuedWeight >= weightPerFlush) {
            return false;
        }
        if (!scheduled && !queue.isEmpty()) {
            scheduled = true;
            later(left);
        }
        return true;
    }

    private void later(long nanos) {
        Context context = Vertx.currentContext();
        if (context != null && Context.isOnEventLoopThread()) {
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + HALF_A_MILLISECOND));
            context.owner().setTimer(millis, _ -> timeIsUp());
        } else {
            // A worker's timer would wait for its worker, and the common pool for those who block
            // in it: either may be waiting for this flush.
            CompletableFuture.delayedExecutor(
                            nanos, TimeUnit.NANOSECONDS, Thread::startVirtualThread)
                    .execute(this::timeIsUp);
        }
    }

    private void timeIsUp() {
        synchronized (this) {
            scheduled = false;
        }
        drain();
    }

    private boolean begin(Waiting<I, O> waiting) {
        Exclusive key = key(waiting);
        return key == null || underWay.add(key);
    }

    /**
     * On the context of one who waits for it: whoever comes by to begin it, a timer or the end of
     * another flush, may belong to a request that is over, with a span that has ended.
     */
    private void run(List<Waiting<I, O>> batch) {
        Context context = batch.getFirst().context();
        if (context == null || context.equals(Vertx.currentContext())) {
            start(batch);
        } else {
            context.runOnContext(_ -> start(batch));
        }
    }

    private void start(List<Waiting<I, O>> batch) {
        List<I> items = batch.stream().map(Waiting::item).toList();
        Uni<List<O>> results;
        try {
            results = flush.apply(batch.getFirst().tenant(), items);
        } catch (RuntimeException failure) {
            results = Uni.createFrom().failure(failure);
        }
        results.subscribe()
                .with(
                        outcome -> {
                            release(batch);
                            for (int i = 0; i < batch.size(); i++) {
                                batch.get(i).complete(outcome.get(i));
                            }
                            drain();
                        },
                        failure -> {
                            release(batch);
                            batch.forEach(waiting -> waiting.fail(failure));
                            drain();
                        });
    }

    private synchronized void release(List<Waiting<I, O>> batch) {
        flushes--;
        batch.forEach(waiting -> underWay.remove(key(waiting)));
    }

    private record Exclusive(TenantId tenant, Object key) {}

    private static @Nullable Exclusive key(Waiting<?, ?> waiting) {
        Object exclusive = waiting.exclusive();
        return exclusive == null ? null : new Exclusive(waiting.tenant(), exclusive);
    }
}
