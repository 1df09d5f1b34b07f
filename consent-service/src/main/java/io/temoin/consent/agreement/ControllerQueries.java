// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parties of all tenants, as the read model has them. */
@Singleton
class ControllerQueries {

    /** Whoever was ever one: the roles here are those of today, and the history says the rest. */
    private static final String PAGE =
            """
            select tenant, id from party
            where $1::text is null or (tenant, id) > ($1, $2)
            order by tenant, id limit $3\
            """;

    /** A party of some tenant that is, was or never has been a controller. */
    record Controller(TenantId tenant, PartyId party) {}

    private final Pool feed;

    ControllerQueries(@ReactiveDataSource("feed") Pool feed) {
        this.feed = feed;
    }

    /** Those after one of them; from the first when it is absent. */
    Uni<List<Controller>> page(@Nullable Controller after, int limit) {
        return feed.preparedQuery(PAGE)
                .execute(
                        Tuple.of(
                                after == null ? null : after.tenant().value(),
                                after == null ? null : after.party().value(),
                                limit))
                .map(
                        rows -> {
                            List<Controller> found = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            found.add(
                                                    new Controller(
                                                            new TenantId(row.getString("tenant")),
                                                            new PartyId(row.getString("id")))));
                            return found;
                        });
    }
}
