// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Where the key epochs stand, by what the runtime role may read: a process that serves need not be
 * able to rotate in order to show that nobody does.
 */
public final class KeyEpochs {

    /**
     * Until a rotation has noted the first epoch, its age is that of the tables: no key in this
     * database is older.
     */
    private static final String STANDING =
            """
            with known as (
              select epoch, opened_at, emptied_at, destroyed_at from key_epoch
              union all select $1, min(installed_on)::timestamptz, null, null
              from flyway_schema_history having not exists (select from key_epoch))
            select max(epoch) as epoch,
              (array_agg(opened_at order by epoch desc))[1] as opened_at,
              min(epoch) filter (where destroyed_at is null) as oldest,
              min(opened_at) filter (where destroyed_at is null) as oldest_opened_at,
              (count(*) filter (where emptied_at is null) - 1)::int as unemptied
            from known""";

    /**
     * The status of the epochs.
     *
     * @param epoch the current one
     * @param openedAt since when it is
     * @param oldest the oldest epoch whose key exists
     * @param unemptied how many older epochs still hold live keys
     * @param due by when the key of the oldest has to be destroyed, for the horizon that was given
     *     for erasures of its time to hold
     * @param horizon when the last copy of what is erased now becomes unreadable, at the latest; a
     *     rotation that is late puts it off
     */
    public record EpochStatus(
            int epoch, Instant openedAt, int oldest, int unemptied, Instant due, Instant horizon) {}

    private final Pool keys;
    private final KeyVault vault;
    private final Duration life;
    private final Duration destroyAfter;

    /**
     * @param keys connections of the keys' runtime role
     * @param rotateEvery the age at which an epoch is followed by another
     * @param destroyAfter for how long an emptied epoch's key is kept for backups
     */
    public KeyEpochs(Pool keys, KeyVault vault, Duration rotateEvery, Duration destroyAfter) {
        this.keys = keys;
        this.vault = vault;
        this.life = rotateEvery.plus(destroyAfter);
        this.destroyAfter = destroyAfter;
    }

    /**
     * Reads it.
     *
     * @param now the moment of the erasure whose horizon is asked for
     */
    public Uni<EpochStatus> status(Instant now) {
        return keys.preparedQuery(STANDING)
                .execute(Tuple.of(vault.currentEpoch()))
                .map(rows -> status(rows.iterator().next(), now));
    }

    private EpochStatus status(Row row, Instant now) {
        Instant openedAt = row.getOffsetDateTime("opened_at").toInstant();
        return new EpochStatus(
                row.getInteger("epoch"),
                openedAt,
                row.getInteger("oldest"),
                row.getInteger("unemptied"),
                row.getOffsetDateTime("oldest_opened_at").toInstant().plus(life),
                Collections.max(List.of(openedAt.plus(life), now.plus(destroyAfter)))
                        .plus(vault.destroysWithin()));
    }
}
