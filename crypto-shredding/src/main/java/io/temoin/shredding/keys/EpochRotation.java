// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.postgres.SessionLocks;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends key epochs: every live key is wrapped anew under a fresh epoch key; the old epoch key, once
 * destroyed, takes with it what backups still hold of erased keys. That makes an erasure final at a
 * date that can be printed.
 *
 * <p>{@link #advance} does whatever is due and is meant to be called again and again. An epoch is
 * opened, closed to new keys, emptied into the current one, and destroyed when it has been empty
 * for {@code destroyAfter}: as long as a backup must be restorable that holds live keys under it.
 * What to do next is read from the key tables and the vault, never remembered, so it may be killed
 * anywhere. One process at a time does it, by a lock on the connection that it works on.
 */
public final class EpochRotation {

    private static final String LOCK = "temoin-key-rotation";

    /** It works in batches of seconds, so whoever says nothing for so long hangs. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final String NOTE_EPOCHS =
            """
            insert into key_epoch (epoch, opened_at) select e, $2 from unnest($1::int[]) as e
            on conflict do nothing""";

    /** Waits until the creations under way are committed, and are seen by what comes next. */
    private static final String STOP_CREATIONS =
            "select pg_advisory_xact_lock(hashtextextended('temoin-key-epochs', 0))";

    private static final String CLOSE =
            "update key_epoch set closed_at = $2 where epoch < $1 and closed_at is null";

    /** A restored backup may bring live keys back: the time to wait starts anew. */
    private static final String REFILLED =
            """
            update key_epoch e set emptied_at = null
            where emptied_at is not null and destroyed_at is null and exists
              (select from shreddable_key k where k.epoch = e.epoch and k.wrapped is not null)""";

    private static final String EMPTIED =
            """
            update key_epoch e set emptied_at = $2
            where epoch < $1 and closed_at is not null and emptied_at is null and not exists
              (select from shreddable_key k where k.epoch = e.epoch and k.wrapped is not null)
            returning epoch""";

    private static final String DUE =
            """
            select epoch from key_epoch e
            where epoch < $1 and emptied_at <= $2 and destroyed_at is null and not exists
              (select from shreddable_key k where k.epoch = e.epoch and k.wrapped is not null)
            order by epoch""";

    private static final String OPENED_AT =
            """
            select opened_at, (select max(epoch) from key_epoch) as newest
            from key_epoch where epoch = $1""";

    /**
     * What a call did, all nothing when another process was at it.
     *
     * @param opened epochs opened: none or one
     * @param moved keys moved into the current epoch
     * @param emptied epochs that hold no live key any more
     * @param destroyed epochs whose key is gone
     */
    public record Progress(
            List<Integer> opened, long moved, List<Integer> emptied, List<Integer> destroyed) {
        static final Progress NONE = new Progress(List.of(), 0, List.of(), List.of());
    }

    private final Pool owner;
    private final KeyVault vault;
    private final Duration rotateEvery;
    private final Duration destroyAfter;
    private final Duration silence;

    /**
     * @param owner connections of the key tables' owner, who sees every tenant
     * @param rotateEvery the age at which an epoch is followed by another
     * @param destroyAfter for how long an emptied epoch's key is kept for backups
     */
    public EpochRotation(Pool owner, KeyVault vault, Duration rotateEvery, Duration destroyAfter) {
        this(owner, vault, rotateEvery, destroyAfter, SILENCE);
    }

    EpochRotation(
            Pool owner,
            KeyVault vault,
            Duration rotateEvery,
            Duration destroyAfter,
            Duration silence) {
        this.silence = silence;
        this.owner = owner;
        this.vault = vault;
        this.rotateEvery = rotateEvery;
        this.destroyAfter = destroyAfter;
    }

    /**
     * Does what is due at {@code now}. Fails with {@link IllegalStateException} when the vault is
     * older than the key tables, and with {@link Tampered} when a live key does not open; nothing
     * is destroyed then.
     */
    public Uni<Progress> advance(Instant now) {
        return owner.getConnection()
                .flatMap(
                        connection ->
                                advance(connection, now)
                                        .onItemOrFailure()
                                        .call(() -> release(connection)));
    }

    private Uni<Progress> advance(SqlConnection connection, Instant now) {
        return SessionLocks.take(connection, LOCK)
                .flatMap(locked -> locked ? alone(connection, now) : nothing(connection));
    }

    /** Another process is at it; one that hangs loses the lock to the next look of any. */
    private Uni<Progress> nothing(SqlConnection connection) {
        return SessionLocks.endTheSilent(connection, LOCK, silence).replaceWith(Progress.NONE);
    }

    private Uni<Progress> alone(SqlConnection connection, Instant now) {
        return vault.refresh()
                .chain(() -> noteEpochs(connection, now))
                .chain(() -> open(connection, vault.currentEpoch(), now))
                .flatMap(opened -> empty(connection, opened, now));
    }

    private Uni<List<Integer>> open(SqlConnection connection, int epoch, Instant now) {
        return openedAt(connection, epoch)
                .flatMap(
                        openedAt ->
                                now.isBefore(openedAt.plus(rotateEvery))
                                        ? Uni.createFrom().item(List.of())
                                        : vault.openEpoch(epoch)
                                                .call(() -> noteEpochs(connection, now))
                                                .map(List::of));
    }

    private Uni<Progress> empty(SqlConnection connection, List<Integer> opened, Instant now) {
        int epoch = vault.currentEpoch();
        return close(connection, epoch, now)
                .chain(() -> connection.query(REFILLED).execute())
                .chain(() -> new Rewrapping(vault, epoch).all(connection))
                .flatMap(
                        moved ->
                                epochs(connection, EMPTIED, epoch, now)
                                        .flatMap(
                                                emptied ->
                                                        destroyDue(connection, epoch, now)
                                                                .map(
                                                                        destroyed ->
                                                                                new Progress(
                                                                                        opened,
                                                                                        moved,
                                                                                        emptied,
                                                                                        destroyed))));
    }

    /** In a transaction: the lock is held until the closing is there for all to see. */
    private static Uni<Void> close(SqlConnection connection, int epoch, Instant now) {
        return inTransaction(
                connection,
                () ->
                        connection
                                .query(STOP_CREATIONS)
                                .execute()
                                .chain(
                                        () ->
                                                connection
                                                        .preparedQuery(CLOSE)
                                                        .execute(Tuple.of(epoch, utc(now))))
                                .replaceWithVoid());
    }

    static <T> Uni<T> inTransaction(SqlConnection connection, Supplier<Uni<T>> work) {
        return connection
                .begin()
                .flatMap(
                        transaction ->
                                work.get()
                                        .call(transaction::commit)
                                        .onFailure()
                                        .call(() -> rollBack(transaction)));
    }

    /** The work's failure is the one to tell. */
    private static Uni<Void> rollBack(Transaction transaction) {
        return transaction.rollback().onFailure().recoverWithNull();
    }

    private Uni<List<Integer>> destroyDue(SqlConnection connection, int epoch, Instant now) {
        return epochs(connection, DUE, epoch, now.minus(destroyAfter))
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(old -> destroy(connection, old, now))
                .collect()
                .asList();
    }

    /** The key first, then the note: a note without its deed would be a lie. */
    private Uni<Integer> destroy(SqlConnection connection, int epoch, Instant now) {
        return vault.destroyEpoch(epoch)
                .chain(
                        () ->
                                connection
                                        .preparedQuery(
                                                "update key_epoch set destroyed_at = $2"
                                                        + " where epoch = $1")
                                        .execute(Tuple.of(epoch, utc(now))))
                .replaceWith(epoch);
    }

    private Uni<Void> noteEpochs(SqlClient client, Instant now) {
        Integer[] epochs = vault.epochs().toArray(Integer[]::new);
        return client.preparedQuery(NOTE_EPOCHS)
                .execute(Tuple.tuple().addArrayOfInteger(epochs).addOffsetDateTime(utc(now)))
                .replaceWithVoid();
    }

    private Uni<Instant> openedAt(SqlClient client, int epoch) {
        return client.preparedQuery(OPENED_AT)
                .execute(Tuple.of(epoch))
                .map(rows -> openedAt(epoch, rows.iterator().next()));
    }

    private static Instant openedAt(int epoch, Row row) {
        int newest = row.getInteger("newest");
        if (newest > epoch) {
            throw new IllegalStateException(
                    ("the keyset is at epoch %d, but the keys in the database are at epoch %d: is"
                                    + " this an old copy of the keyset?")
                            .formatted(epoch, newest));
        }
        return row.getOffsetDateTime("opened_at").toInstant();
    }

    private static Uni<List<Integer>> epochs(
            SqlConnection connection, String sql, int epoch, Instant instant) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(epoch, utc(instant)))
                .map(
                        rows -> {
                            List<Integer> epochs = new ArrayList<>();
                            rows.forEach(row -> epochs.add(row.getInteger("epoch")));
                            return epochs;
                        });
    }

    /** A pooled connection would keep the lock; a lost one has lost it. */
    private static Uni<Void> release(SqlConnection connection) {
        return connection
                .query("select pg_advisory_unlock_all()")
                .execute()
                .onItemOrFailure()
                .transformToUni((_, _) -> connection.close());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
