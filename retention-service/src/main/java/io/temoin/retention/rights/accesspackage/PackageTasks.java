// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.TaskResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part that is whole completes the task of its service. One in which something is missing leaves
 * it to the desk, as does a request that is answered or has no such task.
 */
@ApplicationScoped
class PackageTasks {

    private final RequestStream requests;

    PackageTasks(RequestStream requests) {
        this.requests = requests;
    }

    /** Completes the task of a service, if its part of that package is whole. Idempotent. */
    Uni<Void> complete(AccessPackage state, OwnerService service, EventMetadata metadata) {
        return switch (state) {
            case Building(var requested, var settled) ->
                    complete(requested, settled, service, metadata);
            case Built(var requested, var parts, _, _) ->
                    complete(requested, parts, service, metadata);
            case Unrequested _, Revoked _, Expired _ -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> complete(
            AccessPackageRequested requested,
            Map<OwnerService, PackagePartSettled> settled,
            OwnerService service,
            EventMetadata metadata) {
        return isWhole(settled.get(service))
                ? requests.handle(
                                requested.request(),
                                new CompleteTask(service, TaskResult.DONE, metadata.at()),
                                metadata)
                        .replaceWithVoid()
                        .onFailure(Rejected.class)
                        .recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    private static boolean isWhole(@Nullable PackagePartSettled part) {
        return part != null && part.missing().isEmpty();
    }
}
