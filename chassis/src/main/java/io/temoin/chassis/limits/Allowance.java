// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.QuotaStore.Grant;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Uses that one process took from one holder's quota in advance, some at a time: most requests then
 * cost no statement. All of them came out of the quota in the database, so replicas together never
 * give more than it has; what a process takes and does not use is lost to the holder, never gained.
 * Safe for concurrent use.
 */
final class Allowance {

    /** An advance is a twentieth of the quota: what a process does not use is lost. */
    private static final int PARTS = 20;

    /** What needs no database must not wait for one: public keys, logs. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What a request is told. */
    sealed interface Answer {

        /** Go on. */
        record Admitted() implements Answer {}

        /** There is nothing left of the quota; come back later. */
        record Refused(Quota quota, Duration retryAfter) implements Answer {}
    }

    static final Answer ADMITTED = new Answer.Admitted();

    private final Quota quota;
    private final Supplier<Uni<Grant>> advance;
    private final long size;
    private final AtomicLong left = new AtomicLong();
    private final AtomicReference<@Nullable CompletableFuture<Answer>> underWay =
            new AtomicReference<>();
    private volatile long takenAt;
    private volatile long refusedUntil;

    /**
     * An allowance without anything in it.
     *
     * @param store takes so many uses, or what is left, out of the holder's quota
     */
    Allowance(Quota quota, LongFunction<Uni<Grant>> store) {
        this.quota = quota;
        this.size = Math.max(1, quota.uses() / PARTS);
        this.advance = () -> store.apply(size);
        this.takenAt = System.nanoTime();
        this.refusedUntil = takenAt;
    }

    /** The answer where no statement is needed for it; null otherwise. */
    @Nullable Answer atOnce() {
        long now = System.nanoTime();
        if (use(now)) {
            if (left.get() < size / 2 && now - refusedUntil >= 0) {
                var _ = refill(); // nobody waits for it
            }
            return ADMITTED;
        }
        long wait = refusedUntil - now;
        return wait > 0 ? new Answer.Refused(quota, Duration.ofNanos(wait)) : null;
    }

    /** The answer, after more was taken. Fails when the database does, or takes too long. */
    CompletableFuture<Answer> afterMore() {
        return more().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Answer> more() {
        return refill().thenCompose(this::useOrTryAgain);
    }

    private CompletableFuture<Answer> useOrTryAgain(Answer outcome) {
        if (outcome instanceof Answer.Refused) {
            return CompletableFuture.completedFuture(outcome);
        }
        return use(System.nanoTime())
                ? CompletableFuture.completedFuture(ADMITTED)
                : more(); // others who waited were quicker
    }

    /** What was taken in advance is good for one period: later, it would add to a new one. */
    private boolean use(long now) {
        if (now - takenAt > quota.per().toNanos()) {
            left.set(0);
            return false;
        }
        long before = left.getAndUpdate(uses -> uses > 0 ? uses - 1 : 0);
        return before > 0;
    }

    /** Takes more; whoever wants more meanwhile waits for the same. */
    private CompletableFuture<Answer> refill() {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> others = underWay.compareAndExchange(null, mine);
        if (others != null) {
            return others;
        }
        advance.get()
                .subscribe()
                .with(taken -> conclude(mine, taken), failure -> fail(mine, failure));
        return mine;
    }

    private void conclude(CompletableFuture<Answer> mine, Grant taken) {
        long now = System.nanoTime();
        Answer answer = ADMITTED;
        if (taken.uses() == 0) {
            refusedUntil = now + taken.retryAfter().toNanos();
            answer = new Answer.Refused(quota, taken.retryAfter());
        } else {
            takenAt = now;
            left.addAndGet(taken.uses());
        }
        underWay.set(null);
        mine.complete(answer);
    }

    private void fail(CompletableFuture<Answer> mine, Throwable failure) {
        underWay.set(null);
        mine.completeExceptionally(failure);
    }
}
