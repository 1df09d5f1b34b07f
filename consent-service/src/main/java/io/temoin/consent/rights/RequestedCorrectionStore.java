// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** With which requests of whom something was said; what, is in the stream of the request. */
@Singleton
class RequestedCorrectionStore {

    private static final String ADD =
            """
            insert into requested_correction (tenant, request, controller, subject, stated_at)
            values ($1, $2, $3, $4, $5)
            on conflict do nothing\
            """;

    private static final String LIST =
            """
            select request, stated_at from requested_correction
            where tenant = $1 and controller = $2 and subject = $3
            order by stated_at, request\
            """;

    private static final String KNOWN =
            "select request from requested_correction where tenant = $1 and request = any($2)";

    /**
     * What is answered with another request is open as long as that one. A request that the desk is
     * not known to have is on its way there, unless it is so old that its end is forgotten.
     */
    private static final String ENDED =
            """
            select said.request from requested_correction said
            left join held_request asked
              on asked.tenant = said.tenant and asked.request = said.request
            left join held_request answering
              on answering.tenant = asked.tenant and answering.request = asked.joined_to
            where said.tenant = $1 and said.controller = $2 and said.subject = $3
              and (asked.state <> 'OPEN' or asked.request is null and said.stated_at < $4)
              and (answering.state is null or answering.state <> 'OPEN')\
            """;

    private static final String REMOVE =
            "delete from requested_correction where tenant = $1 and request = $2";

    /** A request with which something was said. */
    record Known(UUID request, Instant statedAt) {}

    private final Pool pool;

    RequestedCorrectionStore(Pool pool) {
        this.pool = pool;
    }

    /** Notes one, before its event is recorded: one that no event follows says nothing. */
    Uni<Void> add(
            TenantId tenant,
            UUID request,
            PartyId controller,
            SubjectId subject,
            Instant statedAt) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        ADD,
                        Tuple.of(
                                tenant.value(),
                                request,
                                controller.value(),
                                subject.value(),
                                statedAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Those of one person to one controller, the oldest first. */
    Uni<List<Known>> list(TenantId tenant, PartyId controller, SubjectId subject) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        LIST,
                        Tuple.of(tenant.value(), controller.value(), subject.value()))
                .map(
                        rows -> {
                            List<Known> found = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            found.add(
                                                    new Known(
                                                            row.getUUID("request"),
                                                            row.getOffsetDateTime("stated_at")
                                                                    .toInstant())));
                            return found;
                        });
    }

    /** Those of the requests with which something was said. */
    Uni<List<UUID>> known(TenantId tenant, Collection<UUID> requests) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        KNOWN,
                        Tuple.of(tenant.value(), requests.toArray(UUID[]::new)))
                .map(RequestedCorrectionStore::requests);
    }

    /**
     * Those of one person to one controller whose requests are not open any more.
     *
     * @param forgotten requests that were made before, and are not known, ended long ago
     */
    Uni<List<UUID>> ended(
            TenantId tenant, PartyId controller, SubjectId subject, Instant forgotten) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        ENDED,
                        Tuple.of(
                                tenant.value(),
                                controller.value(),
                                subject.value(),
                                forgotten.atOffset(ZoneOffset.UTC)))
                .map(RequestedCorrectionStore::requests);
    }

    private static List<UUID> requests(RowSet<Row> rows) {
        List<UUID> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(row.getUUID("request")));
        return found;
    }

    /** Forgets one. */
    Uni<Void> remove(TenantId tenant, UUID request) {
        return TenantTransaction.run(pool, tenant, REMOVE, Tuple.of(tenant.value(), request))
                .replaceWithVoid();
    }
}
