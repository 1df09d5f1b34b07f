// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is kept of one person for one controller, page by page. */
@ApplicationScoped
public class PersonItemQueries {

    private static final String ITEMS =
            """
            select recording as id from retained_item
            where tenant = $1 and controller = $2 and subject = $3 and recording > $4
            order by recording limit $5\
            """;

    private static final String REQUESTS =
            """
            select request as id from request
            where tenant = $1 and controller = $2 and subject = $3 and request > $4
            order by request limit $5\
            """;

    private static final String AMONG =
            """
            select recording as id from retained_item
            where tenant = $1 and controller = $2 and subject = $3 and recording = any($4)\
            """;

    private static final int PAGE = 200;

    private final Pool pool;

    PersonItemQueries(Pool pool) {
        this.pool = pool;
    }

    /** The next recordings after one. */
    public Uni<List<UUID>> items(TenantId tenant, String controller, String subject, UUID after) {
        return page(ITEMS, tenant, controller, subject, after);
    }

    /** Those of these recordings that are of the person. */
    Uni<Set<UUID>> recordingsAmong(
            TenantId tenant, String controller, String subject, List<UUID> recordings) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        AMONG,
                        Tuple.of(
                                tenant.value(),
                                controller,
                                subject,
                                recordings.toArray(UUID[]::new)))
                .map(
                        rows -> {
                            Set<UUID> ids = new HashSet<>();
                            rows.forEach(row -> ids.add(row.getUUID("id")));
                            return ids;
                        });
    }

    /** The next requests after one. */
    public Uni<List<UUID>> requests(
            TenantId tenant, String controller, String subject, UUID after) {
        return page(REQUESTS, tenant, controller, subject, after);
    }

    private Uni<List<UUID>> page(
            String statement, TenantId tenant, String controller, String subject, UUID after) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        statement,
                        Tuple.of(tenant.value(), controller, subject, after, PAGE))
                .map(
                        rows -> {
                            List<UUID> ids = new ArrayList<>(rows.size());
                            rows.forEach(row -> ids.add(row.getUUID("id")));
                            return ids;
                        });
    }
}
