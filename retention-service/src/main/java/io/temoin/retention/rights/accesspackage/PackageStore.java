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

/** The sealed keys of packages and the links to them. Doing a thing again changes nothing. */
@ApplicationScoped
public class PackageStore {

    private static final String KEEP =
            """
            insert into access_package
              (tenant, package, sealed_key, recipient_key, parts_due_at, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant, package) do update
              set parts_due_at = excluded.parts_due_at, expires_at = excluded.expires_at\
            """;

    private static final String FIND =
            """
            select sealed_key, recipient_key from access_package
            where tenant = $1 and package = $2\
            """;

    private static final String TIMED_OUT =
            "update access_package set parts_due_at = null where tenant = $1 and package = $2";

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
            select tenant, package from access_package where parts_due_at <= $1
            order by parts_due_at limit 100\
            """;

    private static final String OVER =
            """
            select tenant, package from access_package where expires_at <= $1
            order by expires_at limit 100\
            """;

    /** The key of a package, sealed. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier to and from a row, never compared
    record KeyRow(byte[] sealedKey, String recipientKey) {}

    /** A link, its secrets sealed. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier to and from a row, never compared
    public record LinkRow(UUID link, UUID accessPackage, byte[] sealed) {}

    /** A package of some tenant. */
    record Due(TenantId tenant, UUID accessPackage) {}

    private final Pool pool;
    private final Pool feed;

    PackageStore(Pool pool, @ReactiveDataSource("feed") Pool feed) {
        this.pool = pool;
        this.feed = feed;
    }

    /** Keeps the key of a package, unless it has one, and gives the one it has. */
    Uni<KeyRow> keep(
            TenantId tenant,
            UUID accessPackage,
            KeyRow row,
            Instant partsDueAt,
            Instant expiresAt) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        accessPackage,
                        Buffer.buffer(row.sealedKey()),
                        row.recipientKey(),
                        partsDueAt.atOffset(ZoneOffset.UTC),
                        expiresAt.atOffset(ZoneOffset.UTC));
        return TenantTransaction.run(pool, tenant, KEEP, values)
                .chain(() -> find(tenant, accessPackage))
                .map(found -> found.orElseThrow());
    }

    /** The key of a package that has not expired. */
    Uni<Optional<KeyRow>> find(TenantId tenant, UUID accessPackage) {
        return TenantTransaction.run(pool, tenant, FIND, of(tenant, accessPackage))
                .map(
                        rows ->
                                first(
                                        rows,
                                        row ->
                                                new KeyRow(
                                                        row.getBuffer("sealed_key").getBytes(),
                                                        row.getString("recipient_key"))));
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

    /** Packages of all tenants that have expired. */
    Uni<List<Due>> over(Instant now) {
        return due(OVER, now);
    }

    private Uni<List<Due>> due(String statement, Instant now) {
        return feed.preparedQuery(statement)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
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
