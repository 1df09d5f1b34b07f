// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sealed keys of packages and the links to them. Doing a thing again changes nothing. */
@ApplicationScoped
public class PackageStore {

    private static final String KEEP =
            """
            insert into access_package
              (tenant, package, sealed_key, recipient_key, parts_due_at, expires_at, controller,
              subject)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant, package) do update
              set parts_due_at = greatest(access_package.parts_due_at, excluded.parts_due_at),
                expires_at = greatest(access_package.expires_at, excluded.expires_at)
              where not access_package.ending
            returning sealed_key, recipient_key\
            """;

    private static final String FIND =
            """
            select sealed_key, recipient_key from access_package
            where tenant = $1 and package = $2\
            """;

    private static final String TIMED_OUT =
            "update access_package set parts_due_at = null where tenant = $1 and package = $2";

    /** One that is ending may have its key still. */
    private static final String OF_PERSON =
            """
            select package from access_package
            where tenant = $1 and subject = $2 and controller = $3 and ended_at is null\
            """;

    /**
     * The erasures that a package does not outlive: every owner has confirmed, and if the trail has
     * forgotten, too, then not before the package was asked for. Found by their events: the order
     * to the trail counts from the moment it is given.
     */
    private static final String CONFIRMED_ERASURES =
            """
            select 1 from erasure e
            join event o on o.tenant = e.tenant and o.stream = 'erasure-' || e.request
              and o.type = 'TrailErasureRequested'
            where e.tenant = %s and e.subject = %s and e.controller = %s and not exists (
              select 1 from event c
              where c.tenant = o.tenant and c.stream = o.stream
                and c.type = 'ErasureCompleted' and c.recorded_at < %s)\
            """;

    private static final String ERASED_SINCE =
            "select exists (" + CONFIRMED_ERASURES.formatted("$1", "$2", "$3", "$4") + ")";

    private static final String OF_ERASED =
            """
            select p.tenant, p.package from access_package p
            join event r on r.tenant = p.tenant and r.stream = 'package-' || p.package
              and r.version = 1
            where not p.ending and exists (%s)
              and ($1::text is null or (p.tenant, p.package) > ($1, $2))
            order by p.tenant, p.package limit 100\
            """
                    .formatted(
                            CONFIRMED_ERASURES.formatted(
                                    "p.tenant", "p.subject", "p.controller", "r.recorded_at"));

    private static final String IS_ENDING =
            "select ending from access_package where tenant = $1 and package = $2";

    /** Not when it was given more time in the meantime. */
    private static final String BEGIN_END =
            """
            update access_package set ending = true
            where tenant = $1 and package = $2 and (ending or expires_at <= $3)\
            """;

    private static final String REVOKED =
            "update access_package set ending = true where tenant = $1 and package = $2";

    private static final String ENDED =
            """
            update access_package set ended_at = $3, parts_due_at = null
            where tenant = $1 and package = $2\
            """;

    private static final String REMOVE_LINKS =
            "delete from package_link where tenant = $1 and package = $2";

    private static final String REMOVE =
            "delete from access_package where tenant = $1 and package = $2";

    private static final String KEEP_LINK =
            """
            insert into package_link (tenant, link, package, token_digest, sealed)
            values ($1, $2, $3, $4, $5) on conflict do nothing\
            """;

    private static final String FIND_LINK =
            "select link, package, sealed from package_link where tenant = $1 and link = $2";

    private static final String FIND_TOKEN =
            "select link, package, sealed from package_link where tenant = $1 and token_digest ="
                    + " $2";

    private static final String LATE =
            """
            select tenant, package from access_package where parts_due_at <= $1 and not ending
            order by parts_due_at limit 100\
            """;

    /** One that was revoked is found by its event: no process can die between the two. */
    private static final String OVER =
            """
            select p.tenant, p.package from access_package p
            where p.ended_at is null and (p.ending or p.expires_at <= $1 or exists (
              select 1 from event e
              where e.tenant = p.tenant and e.stream = 'package-' || p.package
                and e.type = 'AccessPackageRevoked'))
            order by p.expires_at limit 100\
            """;

    private static final String FORGOTTEN =
            """
            select tenant, package from access_package where ended_at <= $1
            order by ended_at limit 100\
            """;

    /** The key of a package, sealed. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier to and from a row, never compared
    record KeyRow(byte[] sealedKey, String recipientKey) {}

    /** A link, its secrets sealed. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier to and from a row, never compared
    public record LinkRow(UUID link, UUID accessPackage, byte[] sealed) {}

    /** Whose data a package copies. */
    record CopiedPerson(String controller, String subject) {}

    /** A package of some tenant. */
    record Due(TenantId tenant, UUID accessPackage) {}

    private final Pool pool;
    private final Pool feed;

    PackageStore(Pool pool, @ReactiveDataSource("feed") Pool feed) {
        this.pool = pool;
        this.feed = feed;
    }

    /**
     * Keeps the key of a package, unless it has one, and gives the one it has; empty when it is
     * being destroyed.
     */
    Uni<Optional<KeyRow>> keep(
            TenantId tenant,
            UUID accessPackage,
            KeyRow row,
            CopiedPerson person,
            Instant partsDueAt,
            Instant expiresAt) {
        Tuple values =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addUUID(accessPackage)
                        .addValue(Buffer.buffer(row.sealedKey()))
                        .addString(row.recipientKey())
                        .addOffsetDateTime(partsDueAt.atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(expiresAt.atOffset(ZoneOffset.UTC))
                        .addString(person.controller())
                        .addString(person.subject());
        return TenantTransaction.run(pool, tenant, KEEP, values)
                .map(rows -> first(rows, PackageStore::key));
    }

    /** The packages of a person that have not ended. */
    Uni<List<UUID>> ofPerson(TenantId tenant, CopiedPerson person) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        OF_PERSON,
                        Tuple.of(tenant.value(), person.subject(), person.controller()))
                .map(
                        rows -> {
                            List<UUID> found = new ArrayList<>(rows.size());
                            rows.forEach(row -> found.add(row.getUUID("package")));
                            return found;
                        });
    }

    /** Whether every owner has confirmed an erasure of the person that was not complete then. */
    Uni<Boolean> isErasedSince(TenantId tenant, CopiedPerson person, Instant since) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        ERASED_SINCE,
                        Tuple.of(
                                tenant.value(),
                                person.subject(),
                                person.controller(),
                                since.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows, row -> row.getBoolean(0)).orElse(false));
    }

    /** Whether its key is destroyed, or about to be. */
    Uni<Boolean> isEnding(TenantId tenant, UUID accessPackage) {
        return TenantTransaction.run(pool, tenant, IS_ENDING, of(tenant, accessPackage))
                .map(rows -> first(rows, row -> row.getBoolean("ending")).orElse(false));
    }

    /** Its time is over; false when it was given more time. */
    Uni<Boolean> beginEnd(Due due, Instant now) {
        return TenantTransaction.run(
                        pool,
                        due.tenant(),
                        BEGIN_END,
                        Tuple.of(
                                due.tenant().value(),
                                due.accessPackage(),
                                now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() > 0);
    }

    /** It ends, whatever its time; it was revoked, and its key is destroyed. */
    Uni<Void> revoked(Due due) {
        return run(due, REVOKED);
    }

    /** Key and parts are destroyed. */
    Uni<Void> ended(Due due, Instant now) {
        return TenantTransaction.run(
                        pool,
                        due.tenant(),
                        ENDED,
                        Tuple.of(
                                due.tenant().value(),
                                due.accessPackage(),
                                now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** The key of a package that has not expired. */
    Uni<Optional<KeyRow>> find(TenantId tenant, UUID accessPackage) {
        return TenantTransaction.run(pool, tenant, FIND, of(tenant, accessPackage))
                .map(rows -> first(rows, PackageStore::key));
    }

    private static KeyRow key(Row row) {
        return new KeyRow(row.getBuffer("sealed_key").getBytes(), row.getString("recipient_key"));
    }

    /** The services are waited for no longer. */
    Uni<Void> timedOut(Due due) {
        return run(due, TIMED_OUT);
    }

    /** Forgets a package and its links. */
    Uni<Void> remove(Due due) {
        return run(due, REMOVE_LINKS).chain(() -> run(due, REMOVE));
    }

    private Uni<Void> run(Due due, String statement) {
        return TenantTransaction.run(
                        pool, due.tenant(), statement, of(due.tenant(), due.accessPackage()))
                .replaceWithVoid();
    }

    /** Keeps a link, unless it is there, and gives the one that is. */
    Uni<LinkRow> keepLink(TenantId tenant, LinkRow row, byte[] tokenDigest) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        row.link(),
                        row.accessPackage(),
                        Buffer.buffer(tokenDigest),
                        Buffer.buffer(row.sealed()));
        return TenantTransaction.run(pool, tenant, KEEP_LINK, values)
                .chain(() -> TenantTransaction.run(pool, tenant, FIND_LINK, of(tenant, row.link())))
                .map(rows -> first(rows, PackageStore::link).orElseThrow());
    }

    /** The link with this token. */
    Uni<Optional<LinkRow>> findByToken(TenantId tenant, byte[] tokenDigest) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        FIND_TOKEN,
                        Tuple.of(tenant.value(), Buffer.buffer(tokenDigest)))
                .map(rows -> first(rows, PackageStore::link));
    }

    private static LinkRow link(Row row) {
        return new LinkRow(
                row.getUUID("link"), row.getUUID("package"), row.getBuffer("sealed").getBytes());
    }

    /** Packages of all tenants whose services should be done. */
    Uni<List<Due>> late(Instant now) {
        return due(LATE, now);
    }

    /** Packages of all tenants that ended so long ago that their links are forgotten. */
    Uni<List<Due>> forgotten(Instant before) {
        return due(FORGOTTEN, before);
    }

    /**
     * Packages of all tenants that copy somebody who is erased, and have not ended.
     *
     * @param after those after this one; from the first when it is absent
     */
    Uni<List<Due>> ofErased(@Nullable Due after) {
        return due(
                OF_ERASED,
                Tuple.of(
                        after == null ? null : after.tenant().value(),
                        after == null ? null : after.accessPackage()));
    }

    /** Packages of all tenants that have expired or were revoked. */
    Uni<List<Due>> over(Instant now) {
        return due(OVER, now);
    }

    private Uni<List<Due>> due(String statement, Instant now) {
        return due(statement, Tuple.of(now.atOffset(ZoneOffset.UTC)));
    }

    private Uni<List<Due>> due(String statement, Tuple values) {
        return feed.preparedQuery(statement)
                .execute(values)
                .map(
                        rows -> {
                            List<Due> due = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            due.add(
                                                    new Due(
                                                            new TenantId(row.getString("tenant")),
                                                            row.getUUID("package"))));
                            return due;
                        });
    }

    private static Tuple of(TenantId tenant, UUID id) {
        return Tuple.of(tenant.value(), id);
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(read.apply(rows.iterator().next()));
    }
}
