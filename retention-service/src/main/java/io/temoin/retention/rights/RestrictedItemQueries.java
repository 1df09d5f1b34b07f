// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recordings that a request is about and that are still there. */
@ApplicationScoped
class RestrictedItemQueries {

    private static final String CONCERNED =
            """
            select i.recording from retained_item i
            where i.tenant = $1 and i.controller = $2 and i.subject = $3
              and ($4::uuid is null or i.recording = $4)
              and ($5::uuid is null or exists (select 1 from call_item c
                where c.tenant = i.tenant and c.decision = $5 and c.recording = i.recording))
              and i.stage not in ('DISPOSED', 'GONE')
              and i.recording > $6
            order by i.recording limit $7""";

    private static final UUID FIRST = new UUID(0, 0);

    private final Pool pool;

    RestrictedItemQueries(Pool pool) {
        this.pool = pool;
    }

    /** In the order of their ids, after one of them, at most {@code limit}. */
    Uni<List<UUID>> find(TenantId tenant, RequestOpened opened, @Nullable UUID after, int limit) {
        AskedAbout about = opened.about();
        Tuple values =
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(opened.controller())
                        .addValue(opened.subject())
                        .addValue(about == null ? null : about.recording())
                        .addValue(about == null ? null : about.decision())
                        .addValue(after == null ? FIRST : after)
                        .addValue(limit);
        return TenantTransaction.run(pool, tenant, CONCERNED, values)
                .map(
                        rows -> {
                            List<UUID> found = new ArrayList<>(rows.size());
                            rows.forEach(row -> found.add(row.getUUID("recording")));
                            return found;
                        });
    }
}
