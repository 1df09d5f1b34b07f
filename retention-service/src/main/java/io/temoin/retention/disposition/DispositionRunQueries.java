// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs that somebody asked for and does not wait for. */
@ApplicationScoped
class DispositionRunQueries {

    private static final String ADD =
            """
            insert into disposition_run (tenant, run, actor, organisation, role, workstation,
              visibility, request_hash, correlation, traceparent, requested_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict do nothing""";

    private static final String FIND =
            "select organisation, requested_at, found, completed_at from disposition_run"
                    + " where tenant = $1 and run = $2";

    private static final String PROGRESS =
            """
            select 'RECORDING' as kind, count(*)::int as ordered,
              (count(*) filter (where stage = 'DISPOSED'))::int as confirmed, 0 as refused
            from retained_item where tenant = $1 and run = $2 having count(*) > 0
            union all
            select kind, sum(items)::int, sum(disposed)::int, sum(refused)::int
            from disposition_batch where tenant = $1 and correlation = $2::uuid::text
            group by kind order by kind""";

    private static final String LEASE =
            """
            update disposition_run r set leased_until = now() + $2::int * interval '1 second',
              leased_by = $1
            where (tenant, run) in (select tenant, run from disposition_run
              where completed_at is null and (leased_until is null or leased_until < now())
              order by requested_at, tenant, run limit 1 for update skip locked)
            returning *""";

    private static final String RENEW =
            """
            update disposition_run set leased_until = now() + $4::int * interval '1 second'
            where tenant = $1 and run = $2 and leased_by = $3 and completed_at is null""";

    private static final String FOUND =
            "update disposition_run set found = $3 where tenant = $1 and run = $2 and found is null"
                    + " returning found";

    private static final String COMPLETED =
            "update disposition_run set completed_at = $3 where tenant = $1 and run = $2";

    /** What is known of a run. */
    record Known(
            String organisation,
            Instant requestedAt,
            @Nullable Integer found,
            @Nullable Instant completedAt) {}

    /** How far a run is with one kind of items. */
    record KindProgress(String kind, int ordered, int confirmed, int refused) {}

    /** A run to carry out. */
    record Leased(EventMetadata metadata, Visibility visibility, @Nullable Integer found) {

        TenantId tenant() {
            return metadata.tenant();
        }

        UUID run() {
            return metadata.commandId();
        }
    }

    private final Pool tenants;
    private final Pool feed;

    DispositionRunQueries(Pool tenants, @ReactiveDataSource("feed") Pool feed) {
        this.tenants = tenants;
        this.feed = feed;
    }

    /** Queues a run; the same command once. */
    Uni<Boolean> add(EventMetadata metadata, Visibility visibility) {
        Tuple values =
                Tuple.tuple()
                        .addValue(metadata.tenant().value())
                        .addValue(metadata.commandId())
                        .addValue(metadata.actor().id())
                        .addValue(metadata.actor().organisation())
                        .addValue(metadata.actor().role())
                        .addValue(metadata.actor().workstation())
                        .addValue(json(visibility))
                        .addValue(metadata.requestHash())
                        .addValue(metadata.correlation())
                        .addValue(metadata.traceparent())
                        .addValue(metadata.at().atOffset(ZoneOffset.UTC));
        return TenantTransaction.run(tenants, metadata.tenant(), ADD, values)
                .map(rows -> rows.rowCount() == 1);
    }

    /** A run; {@code null} if there is none. */
    Uni<@Nullable Known> find(TenantId tenant, UUID run) {
        return TenantTransaction.run(tenants, tenant, FIND, Tuple.of(tenant.value(), run))
                .map(rows -> rows.size() == 0 ? null : known(rows.iterator().next()));
    }

    /** How far it is, kind by kind. */
    Uni<List<KindProgress>> progress(TenantId tenant, UUID run) {
        return TenantTransaction.run(tenants, tenant, PROGRESS, Tuple.of(tenant.value(), run))
                .map(
                        rows -> {
                            List<KindProgress> all = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            all.add(
                                                    new KindProgress(
                                                            row.getString("kind"),
                                                            row.getInteger("ordered"),
                                                            row.getInteger("confirmed"),
                                                            row.getInteger("refused"))));
                            return all;
                        });
    }

    /** Takes the oldest run that nobody carries out; {@code null} if there is none. */
    Uni<@Nullable Leased> lease(UUID by, Duration lease) {
        return feed.preparedQuery(LEASE)
                .execute(Tuple.of(by, Math.toIntExact(lease.toSeconds())))
                .map(rows -> rows.size() == 0 ? null : leased(rows.iterator().next()));
    }

    /** Says that a run is still carried out here. */
    Uni<Void> renew(Leased run, UUID by, Duration lease) {
        return feed.preparedQuery(RENEW)
                .execute(
                        Tuple.of(
                                run.tenant().value(),
                                run.run(),
                                by,
                                Math.toIntExact(lease.toSeconds())))
                .replaceWithVoid();
    }

    /** Keeps how much was due when the run began, for the first time. */
    Uni<Void> found(Leased run, int found) {
        return feed.preparedQuery(FOUND)
                .execute(Tuple.of(run.tenant().value(), run.run(), found))
                .replaceWithVoid();
    }

    /** Takes a run off the queue. */
    Uni<Void> completed(Leased run, Instant at) {
        return feed.preparedQuery(COMPLETED)
                .execute(Tuple.of(run.tenant().value(), run.run(), at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Known known(Row row) {
        return new Known(
                row.getString("organisation"),
                row.getOffsetDateTime("requested_at").toInstant(),
                row.getInteger("found"),
                row.getOffsetDateTime("completed_at") == null
                        ? null
                        : row.getOffsetDateTime("completed_at").toInstant());
    }

    private static Leased leased(Row row) {
        return new Leased(
                new EventMetadata(
                        new TenantId(row.getString("tenant")),
                        new Actor(
                                row.getString("actor"),
                                row.getString("organisation"),
                                row.getString("role"),
                                row.getString("workstation")),
                        row.getUUID("run"),
                        row.getString("request_hash"),
                        row.getString("correlation"),
                        null,
                        row.getString("traceparent"),
                        row.getOffsetDateTime("requested_at").toInstant()),
                visibility(row.getString("visibility")),
                row.getInteger("found"));
    }

    private static String json(Visibility visibility) {
        try {
            return EventCodec.JSON.writeValueAsString(visibility);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("a visibility must be writable as JSON", failure);
        }
    }

    private static Visibility visibility(String json) {
        try {
            return EventCodec.JSON.readValue(json, Visibility.class);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("a kept visibility must be readable", failure);
        }
    }
}
