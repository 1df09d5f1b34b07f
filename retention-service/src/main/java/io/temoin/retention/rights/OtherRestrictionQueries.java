// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.OtherRestriction;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which other requests of a person keep restricted what one restricted: what the person is told of
 * its end depends on them (GDPR art. 18(3)).
 */
@ApplicationScoped
public class OtherRestrictionQueries {

    private static final int MOST = 200;

    private static final String SAME_RECORDING =
            """
            select 1 from call_item
            where tenant = $1 and decision = $2 and recording = $3 limit 1""";

    private final RequestView view;
    private final RequestStream requests;
    private final Pool pool;

    OtherRestrictionQueries(RequestView view, RequestStream requests, Pool pool) {
        this.view = view;
        this.requests = requests;
        this.pool = pool;
    }

    /** Those in force now, the latest first; of a request that restricted nothing, none. */
    public Uni<List<OtherRestriction>> of(TenantId tenant, Request request) {
        var opened = RequestDecider.openedOf(request);
        return RequestDecider.restrictionOf(request).since() == null
                ? Uni.createFrom().item(List.of())
                : view.ofPerson(tenant, opened.controller(), opened.subject(), MOST)
                        .toMulti()
                        .flatMap(rows -> Multi.createFrom().iterable(rows))
                        .filter(row -> row.type.restricts())
                        .onItem()
                        .transformToUniAndConcatenate(row -> of(tenant, request, row.request))
                        .filter(Objects::nonNull)
                        .collect()
                        .asList();
    }

    private Uni<@Nullable OtherRestriction> of(TenantId tenant, Request request, UUID other) {
        return requests.load(tenant, other)
                .flatMap(
                        found ->
                                sameRecording(tenant, found, request)
                                        .map(same -> OtherRestriction.of(found, request, same)));
    }

    private Uni<Boolean> sameRecording(TenantId tenant, Request one, Request other) {
        AskedAbout first = RequestDecider.openedOf(one).about();
        AskedAbout second = RequestDecider.openedOf(other).about();
        if (first == null || second == null) {
            return Uni.createFrom().item(false);
        }
        UUID decision = first.decision() == null ? second.decision() : first.decision();
        UUID recording = first.recording() == null ? second.recording() : first.recording();
        return decision == null || recording == null
                ? Uni.createFrom().item(false)
                : TenantTransaction.run(
                                pool,
                                tenant,
                                SAME_RECORDING,
                                Tuple.of(tenant.value(), decision, recording))
                        .map(rows -> rows.size() > 0);
    }
}
