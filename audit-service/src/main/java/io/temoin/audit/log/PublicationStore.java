// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.feed.FeedClaim;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which logs have a checkpoint that strangers may see, how far their publication is, and whose turn
 * it is to publish them.
 */
@Singleton
class PublicationStore {

    private static final String CLAIM = "temoin-log-publication";

    private static final String LOGS =
            """
            select h.shard, h.size, h.root, h.checkpoint, h.pruned_at,
              p.size as published_size, p.root as published_root,
              p.checkpoint as published_checkpoint, p.revision
            from log_head h left join log_publication p on p.shard = h.shard
            where h.checkpoint is not null order by h.shard\
            """;

    /** Not after another process: one that hung does not set back what was written since. */
    private static final String KEEP =
            """
            insert into log_publication as p (shard, size, root, checkpoint, revision)
            values ($1, $2, $3, $4, $5::bigint + 1)
            on conflict (shard) do update
              set size = excluded.size, root = excluded.root, checkpoint = excluded.checkpoint,
                revision = excluded.revision
              where p.revision = $5::bigint\
            """;

    /**
     * How far the publication of a log is.
     *
     * @param head up to where its tiles and bundles are in the bucket
     * @param checkpoint that was put there last; {@code null} before the first
     * @param revision counts the changes
     */
    record Progress(TreeHead head, @Nullable String checkpoint, long revision) {

        private static final Progress NONE = new Progress(TreeHead.EMPTY, null, 0);

        /** The head of that checkpoint. */
        TreeHead shown() {
            return checkpoint == null
                    ? TreeHead.EMPTY
                    : Checkpoint.parse(SignedNote.parse(checkpoint).text()).head();
        }

        /** Whether this checkpoint was put there, with everything under it. */
        boolean shows(String note) {
            return note.equals(checkpoint) && head.equals(shown());
        }
    }

    /**
     * A log that is shown.
     *
     * @param head of the whole tree, of which the checkpoint may show less
     * @param checkpoint its text, which says whether anything changed
     * @param prunedAt {@code null} while it has its leaves
     */
    record Log(
            String shard,
            TreeHead head,
            String checkpoint,
            @Nullable Instant prunedAt,
            Progress progress) {}

    private final Pool pool;

    PublicationStore(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** All logs of all tenants, and the log of logs. */
    Uni<List<Log>> logs() {
        return pool.query(LOGS).execute().map(rows -> LogStore.each(rows, PublicationStore::log));
    }

    private static Log log(Row row) {
        OffsetDateTime pruned = row.getOffsetDateTime("pruned_at");
        return new Log(
                row.getString("shard"),
                LogStore.head(row),
                row.getString("checkpoint"),
                pruned == null ? null : pruned.toInstant(),
                progress(row));
    }

    private static Progress progress(Row row) {
        Long revision = row.getLong("revision");
        return revision == null
                ? Progress.NONE
                : new Progress(
                        new TreeHead(
                                row.getLong("published_size"),
                                Hash.of(row.getBuffer("published_root").getBytes())),
                        row.getString("published_checkpoint"),
                        revision);
    }

    /**
     * Keeps how far the publication of a log is.
     *
     * @param before what is followed
     * @return nothing when something else was kept since, which stays then
     */
    Uni<Optional<Progress>> keep(
            String shard, Progress before, TreeHead head, @Nullable String checkpoint) {
        Tuple values =
                Tuple.tuple()
                        .addString(shard)
                        .addLong(head.size())
                        .addBuffer(Buffer.buffer(head.root().bytes()))
                        .addString(checkpoint)
                        .addLong(before.revision());
        return pool.preparedQuery(KEEP)
                .execute(values)
                .map(
                        rows ->
                                rows.rowCount() == 1
                                        ? Optional.of(
                                                new Progress(
                                                        head, checkpoint, before.revision() + 1))
                                        : Optional.empty());
    }

    /**
     * Does work that one replica does at a time. Blocks.
     *
     * @return whether it was this one's turn
     */
    boolean alone(Consumer<FeedClaim> work) {
        return FeedClaim.holding(pool, CLAIM, work);
    }
}
