// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.postgres;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.temoin.eventsourcing.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: writes, or reads, of concurrent requests go to the database together. A lone one
 * goes at once; while flushes are under way, what arrives waits for the next one. Nothing waits for
 * a timer.
 *
 * <p>A flush holds one tenant's items (row-level security is set per statement) and at most one
 * item per exclusive key, and no two flushes under way share one. Results arrive on the Vert.x
 * context that submitted. Safe for concurrent use.
 *
 * @param <I> items
 * @param <O> results, one per item, in the items' order
 */
public final class Coalescer<I, O> {

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
    private final BiFunction<TenantId, List<I>, Uni<List<O>>> flush;

    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Set<Exclusive> underWay = new HashSet<>();
    private int flushes;

    public Coalescer(
            int flushesAtOnce,
            int weightPerFlush,
            BiFunction<TenantId, List<I>, Uni<List<O>>> flush) {
        this.flushesAtOnce = flushesAtOnce;
        this.weightPerFlush = weightPerFlush;
        this.flush = flush;
    }

    /**
     * Adds one item to a coming flush; the result arrives when that flush is durable.
     *
     * @param exclusive what no other item under way may touch, for instance a stream
     * @param weight rows it writes
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
                                queue.add(waiting);
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
        if (flushes >= flushesAtOnce) {
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
            }
            if (weight >= weightPerFlush) {
                break;
            }
        }
        if (!batch.isEmpty()) {
            flushes++;
        }
        return batch;
    }

    private boolean begin(Waiting<I, O> waiting) {
        Exclusive key = key(waiting);
        return key == null || underWay.add(key);
    }

    private void run(List<Waiting<I, O>> batch) {
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
        for (Waiting<I, O> waiting : batch) {
            Exclusive key = key(waiting);
            if (key != null) {
                underWay.remove(key);
            }
        }
    }

    private record Exclusive(TenantId tenant, Object key) {}

    private static @Nullable Exclusive key(Waiting<?, ?> waiting) {
        Object exclusive = waiting.exclusive();
        return exclusive == null ? null : new Exclusive(waiting.tenant(), exclusive);
    }
}
