// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a read model: applies each batch of the feed, tenant by tenant, in one Panache transaction
 * in which the reader's checkpoint moves too, so that every event counts once.
 *
 * <p>The transaction first moves the checkpoint, and only from where the batch begins. Who else is
 * at the same batch (a transaction that was given up here and is still on its way, an owner that
 * has lost the feed) is waited for at that row. Once that one has committed, this one fails and
 * leaves nothing, and the reader goes on from the checkpoint as it is then. So nothing is applied
 * twice, however late a transaction commits.
 *
 * <p>Called by the feed's thread, which waits for the event loop where the rows are worked on. The
 * wait is limited. The database ends a statement that takes longer than the limit, whatever it
 * waits for, and a transaction that does so a little later, without a word; so its locks are gone
 * when the batch is tried again. If there is still no answer, this thread stops waiting. All of
 * these are failures of {@link #handle}.
 */
public final class Projection implements FeedHandler {

    private static final Logger LOG = Logger.getLogger(Projection.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * A transaction that writes holds every feed of the server back until it ends, so there are few
     * of them, for many events each.
     */
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final String FIRST_CHECKPOINT =
            """
            insert into feed_checkpoint as c (reader, transaction_id, global_position, saved_at)
            values (:reader, cast(cast(:xid as text) as xid8), :position, now())
            on conflict (reader) do update set
              transaction_id = excluded.transaction_id,
              global_position = excluded.global_position,
              saved_at = excluded.saved_at
            where c.transaction_id = cast(cast(:fromXid as text) as xid8)
              and c.global_position = :fromPosition""";

    /** Never inserts: who deletes the checkpoint wants the read model built again. */
    private static final String NEXT_CHECKPOINT =
            """
            update feed_checkpoint set
              transaction_id = cast(cast(:xid as text) as xid8),
              global_position = :position,
              saved_at = now()
            where reader = :reader
              and transaction_id = cast(cast(:fromXid as text) as xid8)
              and global_position = :fromPosition""";

    /** What events do to the rows of a tenant. */
    @FunctionalInterface
    public interface Rows {

        /**
         * Applies events, in order. Runs on an event loop, in the batch's transaction, with the
         * tenant set and no entity of another one in the session, which is flushed afterwards. A
         * chain of one Uni per event would overflow the event loop's stack.
         */
        Uni<Void> apply(TenantId tenant, List<StoredEvent> events);
    }

    private final String reader;
    private final Duration limit;
    private final Set<String> types;
    private final Rows rows;
    private FeedPosition reached = FeedPosition.START;

    /**
     * A projection that has not begun.
     *
     * @param reader the reader's name, under which its checkpoint is kept
     * @param limit how long the transaction of one batch may take
     * @param types of the events that change the read model, none for all. One that is added later
     *     is missing from what was read before: the read model has to be built again.
     */
    public Projection(String reader, Duration limit, Set<String> types, Rows rows) {
        this.reader = reader;
        this.limit = limit;
        this.types = types;
        this.rows = rows;
    }

    @Override
    public void owned(FeedPosition checkpoint) {
        reached = checkpoint;
    }

    @Override
    public CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo)
            throws InterruptedException {
        Map<TenantId, List<StoredEvent>> byTenant = new LinkedHashMap<>();
        for (FeedEvent next : batch) {
            if (next.event().isRedacted()) {
                continue;
            }
            byTenant.computeIfAbsent(next.event().metadata().tenant(), _ -> new ArrayList<>())
                    .add(next.event());
        }
        FeedPosition from = reached;
        await(
                () -> Panache.withTransaction(() -> apply(byTenant, from, upTo)),
                batch.size() + " events up to " + upTo);
        reached = upTo;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<String> types() {
        return types;
    }

    @Override
    public Duration linger() {
        return GATHER;
    }

    private Uni<Void> apply(
            Map<TenantId, List<StoredEvent>> byTenant, FeedPosition from, FeedPosition upTo) {
        return Panache.getSession()
                .call(this::setUp)
                .call(session -> moveCheckpoint(session, from, upTo))
                .chain(session -> applyEach(session, byTenant));
    }

    private Uni<Void> applyEach(Mutiny.Session session, Map<TenantId, List<StoredEvent>> byTenant) {
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        of ->
                                TenantSession.enter(of.getKey())
                                        .chain(() -> rows.apply(of.getKey(), of.getValue()))
                                        // Row-level security looks at the tenant of now, and an id
                                        // is unique inside a tenant only.
                                        .chain(session::flush)
                                        .invoke(session::clear))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The commit waits for no disk: what a crash takes back is applied again from the events. */
    private Uni<Object> setUp(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select set_config('statement_timeout', :statement, true)"
                                + " || set_config('transaction_timeout', :transaction, true)"
                                + " || set_config('synchronous_commit', 'off', true)")
                .setParameter("statement", limit.toMillis() + "ms")
                .setParameter("transaction", limit.plus(GRACE).toMillis() + "ms")
                .getSingleResult();
    }

    private Uni<Integer> moveCheckpoint(
            Mutiny.Session session, FeedPosition from, FeedPosition upTo) {
        return session.createNativeQuery(
                        from.equals(FeedPosition.START) ? FIRST_CHECKPOINT : NEXT_CHECKPOINT)
                .setParameter("reader", reader)
                .setParameter("xid", Long.toUnsignedString(upTo.transactionId()))
                .setParameter("position", upTo.globalPosition())
                .setParameter("fromXid", Long.toUnsignedString(from.transactionId()))
                .setParameter("fromPosition", from.globalPosition())
                .executeUpdate()
                .invoke(
                        moved -> {
                            if (moved != 1) {
                                throw new IllegalStateException(
                                        "the checkpoint of " + reader + " is not at " + from);
                            }
                        });
    }

    /**
     * Waits without cancelling: a cancelled session keeps its connection for ever, one that is left
     * alone ends with its transaction.
     */
    private void await(Supplier<Uni<Void>> work, String what) throws InterruptedException {
        long start = System.nanoTime();
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        VertxContextSupport.<Void>subscribe(
                () -> Uni.createFrom().deferred(work::get).toMulti(),
                outcome ->
                        outcome.with(
                                _ -> {}, done::completeExceptionally, () -> done.complete(null)));
        try {
            done.get(limit.plus(GRACE).plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failed(what, "", start, failure.getCause());
        } catch (TimeoutException late) {
            var _ = done.whenComplete((_, failure) -> logLate(what, failure));
            throw failed(what, " without a response", start, late);
        }
    }

    private IllegalStateException failed(
            String what, String how, long start, @Nullable Throwable cause) {
        return new IllegalStateException(
                "projection %s failed%s after %d ms (its limit is %d ms) at %s"
                        .formatted(
                                reader,
                                how,
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                                limit.toMillis(),
                                what),
                cause);
    }

    private void logLate(String what, @Nullable Throwable failure) {
        LOG.warnf(
                failure,
                "projection %s: the transaction that had timed out at %s has %s",
                reader,
                what,
                failure == null ? "committed late" : "failed");
    }
}
