// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.Playback.Interval;
import io.temoin.recording.lifecycle.domain.Playback.Part;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.RangeTransfer.Opening;
import io.temoin.recording.listening.RangeTransfer.Progress;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.GroupCommit;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is being sent, and what was and is not yet recorded: a row for each answer, written before
 * its first byte. Rows of a process that died are found by their last sign of life.
 */
@ApplicationScoped
class PlaybackStore {

    private static final int PER_FLUSH = 64;

    /** Players that ask at the same time share a commit. */
    private static final Duration OPENINGS_APART = Duration.ofMillis(1);

    /** Nobody waits for these. */
    private static final Duration SAVINGS_APART = Duration.ofMillis(50);

    private static final String OPEN =
            """
            insert into playback_range
              (tenant, id, recording, listening, purpose, actor, organisation, role, workstation,
               client, correlation, cause, until, from_ms, to_ms, opened_at, last_byte_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)""";

    /**
     * A row that is claimed is not given up to who comes late, and what was saved is not taken back
     * by a save that was overtaken. {@code any} beside the join: else the planner, which knows
     * little of a table that fills and empties, compares each of its rows with each saved one.
     */
    private static final String SAVE =
            """
            update playback_range r
            set to_ms = greatest(r.to_ms, s.to_ms),
                last_byte_at = greatest(r.last_byte_at, s.last_byte_at),
                ended = coalesce(r.ended, s.ended),
                seen_at = now()
            from unnest($2::uuid[], $3::bigint[], $4::timestamptz[], $5::text[])
              as s (id, to_ms, last_byte_at, ended)
            where r.tenant = $1 and r.id = any($2) and r.id = s.id and r.playback is null
            returning r.id""";

    /**
     * The table is empty most of the time: a plan that was made then, and kept, reads the whole of
     * it for each row when thousands are in it.
     */
    private static final String PLANNED_ANEW = "set local plan_cache_mode = force_custom_plan";

    private static final String DUE =
            """
            select tenant, listening, client, playback from playback_range
            group by tenant, listening, client, playback
            having playback is not null
              or (bool_and(ended is not null or seen_at < now() - make_interval(secs => $1))
                and (max(last_byte_at) <= $2 or max(until) <= $3))
            limit $4""";

    /** Under the id of the first of its rows, and of no row that goes on. */
    private static final String CLAIM =
            """
            with over as (
              select tenant, id, opened_at from playback_range
              where tenant = $1 and listening = $2 and client = $3 and playback is null
                and (ended is not null or seen_at < now() - make_interval(secs => $4))
              for update)
            update playback_range r
            set ended = coalesce(r.ended, 'LOST'),
                playback = (select id from over order by opened_at, id limit 1)
            from over
            where r.tenant = over.tenant and r.id = over.id
            returning r.playback""";

    private static final String CLAIMED =
            """
            select * from playback_range where tenant = $1 and playback = $2
            order by opened_at, id""";

    private static final String FORGET =
            "delete from playback_range where tenant = $1 and playback = $2";

    /**
     * A listening of which something was sent to one address and is not recorded.
     *
     * @param client keyed pseudonym of the address
     * @param playback the id it is recorded under, if somebody began to
     */
    record Due(TenantId tenant, UUID listening, String client, @Nullable UUID playback) {}

    /** One answer that was sent, wholly or in part. */
    record Sent(
            RecordingId recording,
            UUID listening,
            PurposeCode purpose,
            Actor actor,
            String client,
            String correlation,
            String cause,
            Part part) {}

    private record Saving(UUID id, Progress progress) {}

    private final Pool pool;
    private final Pool everyTenant;
    private final GroupCommit<Tuple, Boolean> openings =
            new GroupCommit<>(2, PER_FLUSH, OPENINGS_APART, this::openAll);
    private final GroupCommit<Saving, Boolean> savings =
            new GroupCommit<>(1, PER_FLUSH, SAVINGS_APART, this::saveAll);

    PlaybackStore(Pool pool, @ReactiveDataSource("feed") Pool everyTenant) {
        this.pool = pool;
        this.everyTenant = everyTenant;
    }

    /** Writes that an answer is about to be sent. */
    Uni<Void> open(Opening opening, Progress progress) {
        Actor actor = opening.actor();
        Tuple values =
                Tuple.tuple()
                        .addString(opening.tenant().value())
                        .addUUID(opening.id())
                        .addUUID(opening.recording().value())
                        .addUUID(opening.listening())
                        .addString(opening.purpose().value())
                        .addString(actor.id())
                        .addString(actor.organisation())
                        .addString(actor.role())
                        .addString(actor.workstation())
                        .addString(opening.client())
                        .addString(opening.correlation())
                        .addString(opening.cause())
                        .addOffsetDateTime(utc(opening.until()))
                        .addLong(progress.fromMs())
                        .addLong(progress.toMs())
                        .addOffsetDateTime(utc(progress.lastByteAt()));
        return openings.submit(opening.tenant(), 1, values).replaceWithVoid();
    }

    private Uni<List<Boolean>> openAll(TenantId tenant, List<Tuple> rows) {
        return TenantTransaction.run(pool, tenant, OPEN, rows)
                .replaceWith(() -> Collections.nCopies(rows.size(), true));
    }

    /** Saves how far an answer is; false when somebody took it for lost. */
    Uni<Boolean> save(Opening opening, Progress progress) {
        UUID id = opening.id();
        return savings.submit(opening.tenant(), id, 1, new Saving(id, progress));
    }

    private Uni<List<Boolean>> saveAll(TenantId tenant, List<Saving> savings) {
        int count = savings.size();
        UUID[] ids = new UUID[count];
        Long[] toMs = new Long[count];
        OffsetDateTime[] lastByteAt = new OffsetDateTime[count];
        @Nullable String[] ended = new @Nullable String[count];
        for (int i = 0; i < count; i++) {
            Progress progress = savings.get(i).progress();
            End end = progress.end();
            ids[i] = savings.get(i).id();
            toMs[i] = progress.toMs();
            lastByteAt[i] = utc(progress.lastByteAt());
            ended[i] = end == null ? null : end.name();
        }
        Tuple values = Tuple.of(tenant.value(), ids, toMs, lastByteAt, ended);
        return TenantTransaction.in(
                        pool,
                        tenant,
                        connection ->
                                connection
                                        .query(PLANNED_ANEW)
                                        .execute()
                                        .chain(
                                                () ->
                                                        connection
                                                                .preparedQuery(SAVE)
                                                                .execute(values)))
                .map(
                        rows -> {
                            Set<UUID> saved = new HashSet<>();
                            rows.forEach(row -> saved.add(row.getUUID("id")));
                            return savings.stream().map(one -> saved.contains(one.id())).toList();
                        });
    }

    /**
     * Listenings of which everything was sent that will be for now, or of which the recording was
     * begun.
     *
     * @param lostAfter how long a process may be silent before it counts as dead
     * @param quietSince nothing was sent since then
     * @param endingBy or the sending has to be over by then
     */
    Uni<List<Due>> due(Duration lostAfter, Instant quietSince, Instant endingBy, int limit) {
        Tuple values = Tuple.of(seconds(lostAfter), utc(quietSince), utc(endingBy), limit);
        return everyTenant
                .preparedQuery(DUE)
                .execute(values)
                .map(
                        rows -> {
                            List<Due> found = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            found.add(
                                                    new Due(
                                                            new TenantId(row.getString("tenant")),
                                                            row.getUUID("listening"),
                                                            row.getString("client"),
                                                            row.getUUID("playback"))));
                            return found;
                        });
    }

    /** Makes what is over of it one playback; empty when there is nothing left. */
    Uni<Optional<UUID>> claim(Due due, Duration lostAfter) {
        Tuple values =
                Tuple.of(due.tenant().value(), due.listening(), due.client(), seconds(lostAfter));
        return TenantTransaction.run(pool, due.tenant(), CLAIM, values)
                .map(
                        rows -> {
                            Iterator<Row> first = rows.iterator();
                            return first.hasNext()
                                    ? Optional.of(first.next().getUUID("playback"))
                                    : Optional.empty();
                        });
    }

    /** What belongs to a playback. */
    Uni<List<Sent>> claimed(TenantId tenant, UUID playback) {
        return TenantTransaction.run(pool, tenant, CLAIMED, Tuple.of(tenant.value(), playback))
                .map(
                        rows -> {
                            List<Sent> parts = new ArrayList<>(rows.size());
                            rows.forEach(row -> parts.add(sent(row)));
                            return parts;
                        });
    }

    /** Forgets a playback that is recorded. */
    Uni<Void> forget(TenantId tenant, UUID playback) {
        return TenantTransaction.run(pool, tenant, FORGET, Tuple.of(tenant.value(), playback))
                .replaceWithVoid();
    }

    private static Sent sent(Row row) {
        return new Sent(
                new RecordingId(row.getUUID("recording")),
                row.getUUID("listening"),
                new PurposeCode(row.getString("purpose")),
                new Actor(
                        row.getString("actor"),
                        row.getString("organisation"),
                        row.getString("role"),
                        row.getString("workstation")),
                row.getString("client"),
                row.getString("correlation"),
                row.getString("cause"),
                new Part(
                        new Interval(row.getLong("from_ms"), row.getLong("to_ms")),
                        instant(row, "opened_at"),
                        instant(row, "last_byte_at"),
                        End.valueOf(row.getString("ended"))));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static double seconds(Duration span) {
        return span.toMillis() / 1_000.0;
    }
}
