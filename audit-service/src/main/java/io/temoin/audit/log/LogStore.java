// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Growth;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.DatabaseException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The tree in the database, as the one role that may let it grow. Any number of processes may
 * sequence at once: the row of the head is locked while a batch gets its location, and is moved
 * only from where it was read.
 */
@Singleton
class LogStore {

    /** From each log to the next along the index: a backlog is not read to name its log. */
    private static final String WAITING =
            """
            with recursive waiting (shard) as (
              (select shard from log_pending order by shard limit 1)
              union all
              select (
                select p.shard from log_pending p where p.shard > w.shard order by p.shard limit 1)
              from waiting w where w.shard is not null)
            select shard from waiting where shard is not null""";

    private static final String OPEN =
            """
            insert into log_head (shard, tenant, period, size, root)
            select shard, tenant, period, 0, $2 from log_pending where shard = $1 limit 1
            on conflict do nothing""";

    private static final String LOCK =
            "select size, root from log_head where shard = $1 for update";

    private static final String PENDING =
            "select position, leaf from log_pending where shard = $1 order by position limit $2";

    private static final String TILES =
            """
            select t.level, t.index, t.width, t.content
            from unnest($2::int[], $3::bigint[]) as w (level, index)
            join log_tile t on t.shard = $1 and t.level = w.level and t.index = w.index""";

    /** What leaves the queue enters the tree, in one statement: neither lost nor twice. */
    private static final String PLACE =
            """
            with taken as (
              delete from log_pending where position = any($2)
              returning position, tenant, event_id, leaf)
            insert into log_leaf (shard, index, tenant, event_id, leaf)
            select $1, $3 + row_number() over (order by position) - 1, tenant, event_id, leaf
            from taken""";

    private static final String WIDEN =
            """
            insert into log_tile (shard, level, index, width, content)
            select $1, w.level, w.index, w.width, decode(w.content, 'base64')
            from unnest($2::int[], $3::bigint[], $4::int[], $5::text[])
              as w (level, index, width, content)
            on conflict (shard, level, index) do update
              set width = excluded.width, content = excluded.content
              where log_tile.width < excluded.width""";

    private static final String MOVE =
            "update log_head set size = $3, root = $4 where shard = $1 and size = $2";

    private static final String LEAVES =
            """
            select leaf from log_leaf where shard = $1 and index >= $2 and index < $3
            order by index""";

    /** The class of errors that are violations of constraints (PostgreSQL, appendix A). */
    private static final String INTEGRITY = "23";

    private final Pool pool;
    private final MerkleHasher hasher = new MerkleHasher();

    LogStore(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The shards with leaves that wait for their location. */
    Uni<List<String>> waiting() {
        return pool.query(WAITING).execute().map(rows -> each(rows, row -> row.getString(0)));
    }

    /**
     * Gives the oldest waiting leaves of a shard their location, as one.
     *
     * @param most of them
     * @return how many
     * @throws Untrusted in the {@code Uni}, when the tree in the database is not that of its head,
     *     or has something where its next leaves belong
     */
    Uni<Integer> sequence(String shard, int most) {
        return pool.withTransaction(
                        connection ->
                                locked(connection, shard)
                                        .flatMap(head -> sequence(connection, shard, head, most)))
                .onFailure(LogStore::isRefusal)
                .transform(LogStore::refusal);
    }

    /** No sequencer breaks a constraint of these tables, unless somebody else was in there. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof DatabaseException refused
                && refused.getSqlState() != null
                && refused.getSqlState().startsWith(INTEGRITY);
    }

    private static Untrusted refusal(Throwable failure) {
        return new Untrusted(
                "the database rejects the next leaves of the log: " + failure.getMessage());
    }

    private static Uni<TreeHead> locked(SqlConnection connection, String shard) {
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.tuple().addString(shard).addBuffer(bytes(MerkleHasher.EMPTY_ROOT)))
                .chain(() -> connection.preparedQuery(LOCK).execute(Tuple.of(shard)))
                .map(rows -> rows.size() == 0 ? TreeHead.EMPTY : head(rows.iterator().next()));
    }

    private Uni<Integer> sequence(SqlConnection connection, String shard, TreeHead head, int most) {
        return connection
                .preparedQuery(PENDING)
                .execute(Tuple.of(shard, most))
                .flatMap(
                        rows -> {
                            if (rows.size() == 0) {
                                return Uni.createFrom().item(0);
                            }
                            List<Long> positions = each(rows, row -> row.getLong("position"));
                            List<Hash> leaves = each(rows, this::leafHash);
                            return tiles(connection, shard, Tile.edge(head.size()))
                                    .map(edge -> Growth.of(head, in(edge), leaves))
                                    .flatMap(
                                            growth ->
                                                    write(
                                                            connection,
                                                            shard,
                                                            head,
                                                            positions,
                                                            growth));
                        });
    }

    private Hash leafHash(Row row) {
        synchronized (hasher) {
            return hasher.leaf(row.getBuffer("leaf").getBytes());
        }
    }

    private static Uni<Integer> write(
            SqlConnection connection,
            String shard,
            TreeHead before,
            List<Long> positions,
            Growth growth) {
        Tuple placed =
                Tuple.tuple()
                        .addString(shard)
                        .addArrayOfLong(positions.toArray(Long[]::new))
                        .addLong(before.size());
        return connection
                .preparedQuery(PLACE)
                .execute(placed)
                .invoke(rows -> require(rows.rowCount() == positions.size()))
                .chain(() -> connection.preparedQuery(WIDEN).execute(widened(shard, growth)))
                .chain(
                        () ->
                                connection
                                        .preparedQuery(MOVE)
                                        .execute(moved(shard, before, growth.head())))
                .invoke(rows -> require(rows.rowCount() == 1))
                .replaceWith(positions.size());
    }

    private static Tuple moved(String shard, TreeHead before, TreeHead after) {
        return Tuple.tuple()
                .addString(shard)
                .addLong(before.size())
                .addLong(after.size())
                .addBuffer(bytes(after.root()));
    }

    /** The lock makes it so; should it ever not be, nothing of the batch stays. */
    private static void require(boolean alone) {
        if (!alone) {
            throw new IllegalStateException("another sequencer was active at the same time");
        }
    }

    private static Tuple widened(String shard, Growth growth) {
        List<Tile> tiles = List.copyOf(growth.tiles().keySet());
        return Tuple.tuple()
                .addString(shard)
                .addArrayOfInteger(tiles.stream().map(Tile::level).toArray(Integer[]::new))
                .addArrayOfLong(tiles.stream().map(Tile::index).toArray(Long[]::new))
                .addArrayOfInteger(tiles.stream().map(Tile::width).toArray(Integer[]::new))
                .addArrayOfString(
                        tiles.stream()
                                .map(tile -> Objects.requireNonNull(growth.tiles().get(tile)))
                                .map(Base64.getEncoder()::encodeToString)
                                .toArray(String[]::new));
    }

    /** Tiles of a shard, each as wide as it is asked for; those that are not there are missing. */
    Uni<Map<Tile, byte[]>> tiles(String shard, Collection<Tile> wanted) {
        return wanted.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : pool.withConnection(connection -> tiles(connection, shard, wanted));
    }

    private static Uni<Map<Tile, byte[]>> tiles(
            SqlConnection connection, String shard, Collection<Tile> wanted) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple places =
                Tuple.tuple()
                        .addString(shard)
                        .addArrayOfInteger(wanted.stream().map(Tile::level).toArray(Integer[]::new))
                        .addArrayOfLong(wanted.stream().map(Tile::index).toArray(Long[]::new));
        return connection
                .preparedQuery(TILES)
                .execute(places)
                .map(
                        rows -> {
                            Map<Tile, byte[]> found = new HashMap<>();
                            for (Row row : rows) {
                                add(found, row, wanted);
                            }
                            return found;
                        });
    }

    private static void add(Map<Tile, byte[]> found, Row row, Collection<Tile> wanted) {
        for (Tile tile : wanted) {
            if (tile.level() == row.getInteger("level")
                    && tile.index() == row.getLong("index")
                    && tile.width() <= row.getInteger("width")) {
                found.put(tile, row.getBuffer("content").getBytes(0, tile.width() * Hash.SIZE));
            }
        }
    }

    /** The content of tiles that were read; one that is missing is an objection to the tree. */
    static Function<Tile, byte[]> in(Map<Tile, byte[]> tiles) {
        return tile -> {
            byte[] content = tiles.get(tile);
            if (content == null) {
                throw new Untrusted("The database has no " + tile.path() + ".");
            }
            return content;
        };
    }

    /** The leaves from one index up to another, exclusive. */
    Uni<List<byte[]>> leaves(String shard, long from, long to) {
        return pool.preparedQuery(LEAVES)
                .execute(Tuple.of(shard, from, to))
                .map(rows -> each(rows, row -> row.getBuffer("leaf").getBytes()));
    }

    static TreeHead head(Row row) {
        return new TreeHead(row.getLong("size"), Hash.of(row.getBuffer("root").getBytes()));
    }

    private static Buffer bytes(Hash hash) {
        return Buffer.buffer(hash.bytes());
    }

    static <T> List<T> each(Iterable<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>();
        rows.forEach(row -> all.add(read.apply(row)));
        return all;
    }
}
