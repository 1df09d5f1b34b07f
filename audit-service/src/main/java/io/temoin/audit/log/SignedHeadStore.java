// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What was signed last of each log, in the database of the keys: its backups are others than those
 * of the log, so a log that was restored from an old one does not bring this with it.
 */
@Singleton
class SignedHeadStore {

    private static final String LAST = "select size, root from signed_head where shard = $1";

    private static final String AFTER =
            """
            select shard, size, root from signed_head where shard > $1 order by shard limit $2""";

    private static final String FIRST =
            """
            insert into signed_head (shard, size, root, signed_at) values ($1, $2, $3, $4)
            on conflict do nothing""";

    private static final String NEXT =
            """
            update signed_head set size = $2, root = $3, signed_at = $4
            where shard = $1 and size = $5 and root = $6""";

    private final Pool pool;

    SignedHeadStore(@ReactiveDataSource("keys") Pool pool) {
        this.pool = pool;
    }

    /** The last head that may have been signed; the empty tree's when none was. */
    Uni<TreeHead> last(String shard) {
        return pool.preparedQuery(LAST)
                .execute(Tuple.of(shard))
                .map(rows -> rows.size() == 0 ? TreeHead.EMPTY : head(rows.iterator().next()));
    }

    /**
     * The last heads of logs, by the ids of these, in their order.
     *
     * @param shard the last one that was read; empty for the beginning
     * @param most of them
     */
    Uni<SequencedMap<String, TreeHead>> after(String shard, int most) {
        return pool.preparedQuery(AFTER)
                .execute(Tuple.of(shard, most))
                .map(
                        rows -> {
                            SequencedMap<String, TreeHead> heads = new LinkedHashMap<>();
                            rows.forEach(row -> heads.put(row.getString("shard"), head(row)));
                            return heads;
                        });
    }

    /**
     * Takes note that {@code next} is about to be signed.
     *
     * @return whether {@code last} was still the last one; if not, nothing is changed
     */
    Uni<Boolean> advance(String shard, TreeHead last, TreeHead next, Instant now) {
        Tuple values =
                Tuple.tuple()
                        .addString(shard)
                        .addLong(next.size())
                        .addBuffer(Buffer.buffer(next.root().bytes()))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        if (last.size() > 0) {
            values.addLong(last.size()).addBuffer(Buffer.buffer(last.root().bytes()));
        }
        return pool.preparedQuery(last.size() > 0 ? NEXT : FIRST)
                .execute(values)
                .map(rows -> rows.rowCount() == 1);
    }

    private static TreeHead head(Row row) {
        return new TreeHead(row.getLong("size"), Hash.of(row.getBuffer("root").getBytes()));
    }
}
