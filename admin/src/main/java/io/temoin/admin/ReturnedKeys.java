// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The keys that a backup has brought back although their destruction is recorded. Destroying one
 * again puts into the table what it had before the restore: when, why, and the fingerprint that the
 * event proves. A running service is told, as of every destruction.
 *
 * <p>Works in pieces, each committed by itself, so it may be interrupted and started again.
 */
final class ReturnedKeys {

    /** How many a statement works on, and a transaction commits. */
    static final int BATCH_SIZE = 500;

    private static final String WANTED =
            """
            (select * from unnest(
              ?::text[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[])
              as w (tenant, scope, key_id, fingerprint, at, basis)) w""";

    private static final String LIVE_BY_SCOPE =
            "select k.tenant, k.scope as name from "
                    + WANTED
                    + """
             join shreddable_key k on k.tenant = w.tenant and k.scope = w.scope
            where k.wrapped is not null""";

    private static final String LIVE_BY_ID =
            "select k.tenant, k.key_id::text as name from "
                    + WANTED
                    + """
             join shreddable_key k on k.tenant = w.tenant and k.key_id = w.key_id
            where k.wrapped is not null""";

    private static final String KNOWN_BY_ID =
            "select k.tenant, k.key_id::text as name from "
                    + WANTED
                    + " join shreddable_key k on k.tenant = w.tenant and k.key_id = w.key_id";

    /** As {@code KeyDestructions} of crypto-shredding tells it. */
    private static final String TELL =
            " select tenant, name, pg_notify('temoin_key_destroyed', tenant || chr(10) || scope)"
                    + " from destroyed";

    private static final String DESTROY_BY_SCOPE =
            "with destroyed as (insert into shreddable_key as k"
                    + " (tenant, scope, key_id, created_at, destroyed_at, basis, fingerprint)"
                    + " select tenant, scope, key_id, at, at, basis, fingerprint from "
                    + WANTED
                    + """
             on conflict (tenant, scope) do update set
              fingerprint = coalesce(excluded.fingerprint, encode(sha256(k.wrapped), 'hex')),
              destroyed_at = excluded.destroyed_at, basis = excluded.basis, wrapped = null
            where k.wrapped is not null
            returning k.tenant, k.scope, k.scope as name)"""
                    + TELL;

    private static final String DESTROY_BY_ID =
            "with destroyed as (update shreddable_key k set"
                    + " fingerprint = coalesce(w.fingerprint, encode(sha256(k.wrapped), 'hex')),"
                    + " destroyed_at = w.at, basis = w.basis, wrapped = null from "
                    + WANTED
                    + """
             where k.tenant = w.tenant and k.key_id = w.key_id and k.wrapped is not null
            returning k.tenant, k.scope, k.key_id::text as name)"""
                    + TELL;

    private final Database keys;

    /**
     * @param keys connection of the keys' owner
     */
    ReturnedKeys(Database keys) {
        this.keys = keys;
    }

    /** Those of these whose key is live. */
    List<RecordedDestruction> among(Collection<RecordedDestruction> recorded) {
        Set<String> live = new HashSet<>();
        inPieces(scoped(recorded), piece -> add(live, LIVE_BY_SCOPE, piece));
        inPieces(named(recorded), piece -> add(live, LIVE_BY_ID, piece));
        return recorded.stream().filter(one -> live.contains(one.key())).toList();
    }

    /**
     * Those of these that name a key that the table has never had: it was made and destroyed after
     * the backup of the keys, and nothing says any more whose it was.
     */
    List<RecordedDestruction> unknownAmong(Collection<RecordedDestruction> recorded) {
        List<RecordedDestruction> named = named(recorded);
        Set<String> known = new HashSet<>();
        inPieces(named, piece -> add(known, KNOWN_BY_ID, piece));
        return named.stream().filter(one -> !known.contains(one.key())).toList();
    }

    /**
     * Destroys their keys again. A scope that has no row gets one, so that it never has a key
     * again.
     *
     * @param progress is told of each piece that is committed
     */
    void destroy(
            Collection<RecordedDestruction> recorded,
            Consumer<List<RecordedDestruction>> progress) {
        inPieces(scoped(recorded), piece -> destroy(DESTROY_BY_SCOPE, piece, progress));
        inPieces(named(recorded), piece -> destroy(DESTROY_BY_ID, piece, progress));
    }

    private void destroy(
            String statement,
            List<RecordedDestruction> piece,
            Consumer<List<RecordedDestruction>> progress) {
        Set<String> done = new HashSet<>();
        add(done, statement, piece);
        keys.commit();
        progress.accept(piece.stream().filter(one -> done.contains(one.key())).toList());
    }

    private void add(Set<String> found, String query, List<RecordedDestruction> piece) {
        keys.each(
                query,
                row -> found.add(row.getString("tenant") + "\n" + row.getString("name")),
                parameters(piece));
    }

    private static Object[] parameters(List<RecordedDestruction> piece) {
        return new Object[] {
            piece.stream().map(RecordedDestruction::tenant).toArray(String[]::new),
            piece.stream().map(RecordedDestruction::scope).toArray(String[]::new),
            piece.stream().map(RecordedDestruction::keyId).toArray(UUID[]::new),
            piece.stream().map(RecordedDestruction::fingerprint).toArray(String[]::new),
            piece.stream()
                    .map(RecordedDestruction::at)
                    .map(ReturnedKeys::utc)
                    .toArray(OffsetDateTime[]::new),
            piece.stream().map(RecordedDestruction::basis).toArray(String[]::new)
        };
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static List<RecordedDestruction> scoped(Collection<RecordedDestruction> recorded) {
        return recorded.stream().filter(one -> one.scope() != null).toList();
    }

    private static List<RecordedDestruction> named(Collection<RecordedDestruction> recorded) {
        return recorded.stream().filter(one -> one.scope() == null).toList();
    }

    private static void inPieces(
            List<RecordedDestruction> all, Consumer<List<RecordedDestruction>> each) {
        for (int from = 0; from < all.size(); from += BATCH_SIZE) {
            each.accept(
                    new ArrayList<>(all.subList(from, Math.min(all.size(), from + BATCH_SIZE))));
        }
    }
}
