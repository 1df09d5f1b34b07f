// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.domain.ExportProblem;
import io.temoin.audit.export.domain.ExportVisibility;
import io.temoin.audit.trail.TrailRow;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.requests.Caller;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What the file of a processor rests on: it was written while agreements covered what is in it, and
 * is handed out to the processor while they still do.
 */
@Singleton
class ExportCoverStore {

    private static final String NOTE =
            """
            insert into export_rests_on (tenant, export, controller, purposes)
            values ($1, $2, $3, $4)
            on conflict do nothing""";

    private static final String UNCOVERED =
            """
            select 1
            from export_rests_on r join export e on e.tenant = r.tenant and e.id = r.export
            where r.export = $1
              and not agreement_covers(r.tenant, r.controller, e.organisation, r.purposes)
            limit 1""";

    /** Something was done for this controller, for all of these purposes. */
    private record Ground(String controller, List<String> purposes) {}

    private final Pool pool;

    ExportCoverStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Notes what entries rest on, before they are written: of the whole tenant's nothing does, nor
     * of what the asker did or had done for itself.
     */
    Uni<Void> note(TenantId tenant, ExportRow export, Collection<TrailRow> entries) {
        ExportVisibility scope = export.asked().scope();
        if (scope == null) {
            return Uni.createFrom().voidItem();
        }
        Set<Ground> grounds = new HashSet<>();
        for (TrailRow one : entries) {
            String controller = one.entry().links().controller();
            if (controller != null && !controller.equals(scope.organisation())) {
                grounds.add(
                        new Ground(
                                controller,
                                one.entry().why().purposes().stream().sorted().toList()));
            }
        }
        return grounds.isEmpty()
                ? Uni.createFrom().voidItem()
                : TenantTransaction.in(
                        pool,
                        tenant,
                        connection ->
                                connection
                                        .preparedQuery(NOTE)
                                        .executeBatch(noted(tenant, export.id(), grounds))
                                        .replaceWithVoid());
    }

    private static List<Tuple> noted(TenantId tenant, UUID export, Set<Ground> grounds) {
        return grounds.stream()
                .map(
                        ground ->
                                Tuple.tuple()
                                        .addString(tenant.value())
                                        .addUUID(export)
                                        .addString(ground.controller())
                                        .addArrayOfString(ground.purposes().toArray(String[]::new)))
                .toList();
    }

    /**
     * Refuses a file that holds what the caller may not see any more.
     *
     * @throws io.temoin.eventsourcing.Rejected in the {@code Uni}
     */
    Uni<Void> require(Caller caller, UUID export) {
        return TrailVisibility.of(caller).wholeTenant()
                ? Uni.createFrom().voidItem()
                : TenantTransaction.in(
                                pool,
                                caller.tenant(),
                                connection ->
                                        connection
                                                .preparedQuery(UNCOVERED)
                                                .execute(Tuple.of(export)))
                        .invoke(
                                uncovered -> {
                                    if (uncovered.size() > 0) {
                                        throw ExportProblem.unknown();
                                    }
                                })
                        .replaceWithVoid();
    }
}
