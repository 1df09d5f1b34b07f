// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.access;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.access.PersonAccessReader.Granted;
import io.temoin.retention.access.PersonAccessReader.Noted;
import io.temoin.retention.schedule.RecordingNews;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who listened to which recording of whom, and who read what was derived from it. Written by what
 * recording-service says, in any order and any number of times.
 */
@ApplicationScoped
public class PersonAccessStore implements RecordingNews {

    /** At most so many of each recording are told, the latest. */
    public static final int MOST = 50;

    private static final String NOTE =
            """
            insert into person_access (tenant, listening, recording, controller, subject, purpose,
              role, organisation, reason, granted_at, first_heard_at, last_heard_at, at, document)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict (tenant, listening) do update set
              role = coalesce(excluded.role, person_access.role),
              organisation = coalesce(excluded.organisation, person_access.organisation),
              reason = coalesce(excluded.reason, person_access.reason),
              granted_at = coalesce(excluded.granted_at, person_access.granted_at),
              first_heard_at = least(excluded.first_heard_at, person_access.first_heard_at),
              last_heard_at = greatest(excluded.last_heard_at, person_access.last_heard_at),
              at = least(excluded.at, person_access.at)\
            """;

    /** The controller and the person are asked for as well: a recording of another is nobody's. */
    private static final String OF =
            """
            select wanted.item, a.* from unnest($4::uuid[]) as wanted (item)
            cross join lateral (
              select * from person_access
              where tenant = $1 and coalesce(document, recording) = wanted.item
                and controller = $2 and subject = $3
              order by at desc, listening limit $5) a\
            """;

    private static final String FORGET =
            """
            delete from person_access where (tenant, listening) in (
              select tenant, listening from person_access where at < $1 order by at limit $2)\
            """;

    /** An access log tells of a person, too: it goes with what was listened to, or read. */
    private static final String FORGET_ERASED =
            """
            delete from person_access where (tenant, listening) in (
              select a.tenant, a.listening from erased_person e
              join person_access a on a.tenant = e.tenant and a.subject = e.subject
                and a.controller = e.controller
              where (e.completed_at is null or e.completed_at >= a.at)
                and exists (select 1 from retained_item r where r.tenant = a.tenant
                  and r.recording = a.recording and r.stage in ('DISPOSED', 'GONE'))
                and (a.document is null or exists (select 1 from registered_item d
                  where d.tenant = a.tenant and d.item = a.document
                    and d.stage in ('DISPOSED', 'GONE')))
              limit $1)\
            """;

    private final Pool pool;
    private final Pool feed;

    PersonAccessStore(Pool pool, @ReactiveDataSource("feed") Pool feed) {
        this.pool = pool;
        this.feed = feed;
    }

    /** Whether the event tells of an access, and is to be noted. */
    @Override
    public Set<String> types() {
        return PersonAccessReader.TYPES;
    }

    @Override
    public boolean takes(ReceivedEvent event) {
        return PersonAccessReader.isAboutAccess(event);
    }

    /** Notes what the event says; noting it again changes nothing. */
    @Override
    public Uni<Void> note(ReceivedEvent event, EventMetadata metadata) {
        Noted noted = PersonAccessReader.accessOf(event);
        Granted granted = noted.granted();
        Tuple values =
                Tuple.tuple()
                        .addString(event.tenant().value())
                        .addUUID(noted.id())
                        .addUUID(noted.recording())
                        .addString(noted.controller())
                        .addString(noted.subject())
                        .addString(noted.purpose())
                        .addString(granted == null ? null : granted.role())
                        .addString(granted == null ? null : granted.organisation())
                        .addString(granted == null ? null : granted.reason())
                        .addOffsetDateTime(granted == null ? null : utc(granted.at()))
                        .addOffsetDateTime(utc(noted.firstHeardAt()))
                        .addOffsetDateTime(utc(noted.lastHeardAt()))
                        .addOffsetDateTime(utc(noted.at()))
                        .addUUID(noted.document());
        return TenantTransaction.run(pool, event.tenant(), NOTE, values).replaceWithVoid();
    }

    /**
     * The latest of each of these recordings and documents of the person, {@link #MOST} at most.
     */
    public Uni<Map<UUID, List<PersonAccess>>> find(
            TenantId tenant, String controller, String subject, Collection<UUID> items) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        OF,
                        Tuple.of(
                                tenant.value(),
                                controller,
                                subject,
                                items.toArray(UUID[]::new),
                                MOST))
                .map(
                        rows -> {
                            Map<UUID, List<PersonAccess>> found = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            found.computeIfAbsent(
                                                            row.getUUID("item"),
                                                            _ -> new ArrayList<>())
                                                    .add(access(row)));
                            return found;
                        });
    }

    /** Removes what is older, at most so many rows; says how many. */
    Uni<Integer> forget(Instant before, int limit) {
        return feed.preparedQuery(FORGET)
                .execute(Tuple.of(utc(before), limit))
                .map(rows -> rows.rowCount());
    }

    /**
     * Removes what tells who listened to recordings that are destroyed of people who are erased, at
     * most so many rows; says how many.
     */
    Uni<Integer> forgetErased(int limit) {
        return feed.preparedQuery(FORGET_ERASED)
                .execute(Tuple.of(limit))
                .map(rows -> rows.rowCount());
    }

    private static PersonAccess access(Row row) {
        @Nullable UUID document = row.getUUID("document");
        return new PersonAccess(
                row.getUUID("recording"),
                document == null ? row.getUUID("listening") : null,
                document,
                row.getString("role"),
                row.getString("organisation"),
                row.getString("purpose"),
                row.getString("reason"),
                instant(row, "granted_at"),
                instant(row, "first_heard_at"),
                instant(row, "last_heard_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
