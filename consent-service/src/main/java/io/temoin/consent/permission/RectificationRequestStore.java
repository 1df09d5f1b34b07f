// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.consent.permission.domain.RectificationRequest;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The requests for rectification that restrict a contact, until that is lifted. Whether one is
 * still open when something is put right under it, the contact's own stream tells.
 */
@ApplicationScoped
public class RectificationRequestStore {

    /** As the desk names what this service has put right. */
    private static final String CONSENT = "CONSENT";

    private static final String FIND =
            "select proof_awaited, contested_kind, contested_consent from rectification_request"
                    + " where tenant = $1 and request = $2";

    private static final String ADD =
            """
            insert into rectification_request (tenant, request) values ($1, $2)
            on conflict do nothing\
            """;

    private static final String CONTEST =
            """
            update rectification_request set contested_kind = $3, contested_consent = $4
            where tenant = $1 and request = $2\
            """;

    private static final String PROOF =
            """
            update rectification_request set proof_awaited = $3
            where tenant = $1 and request = $2 and proof_awaited <> $3\
            """;

    private static final String REMOVE =
            "delete from rectification_request where tenant = $1 and request = $2";

    private final Pool pool;

    RectificationRequestStore(Pool pool) {
        this.pool = pool;
    }

    /** The request as the desk announced it; empty if it asks for something else, or is unknown. */
    public Uni<Optional<RectificationRequest>> find(TenantId tenant, UUID request) {
        return TenantTransaction.run(pool, tenant, FIND, Tuple.of(tenant.value(), request))
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(request(request, rows.iterator().next())));
    }

    private static RectificationRequest request(UUID request, Row row) {
        String kind = row.getString("contested_kind");
        return new RectificationRequest(
                request,
                row.getBoolean("proof_awaited"),
                kind == null || kind.equals(CONSENT),
                row.getUUID("contested_consent"));
    }

    /**
     * Notes what exactly is contested; what was noted before counts no more.
     *
     * @param kind a code of the desk
     * @param consent which one; absent for anything else, and unless it is known
     */
    Uni<Void> contest(TenantId tenant, UUID request, String kind, @Nullable UUID consent) {
        return TenantTransaction.run(
                        pool, tenant, CONTEST, Tuple.of(tenant.value(), request, kind, consent))
                .replaceWithVoid();
    }

    /** Notes that it restricts a contact. */
    Uni<Void> add(TenantId tenant, UUID request) {
        return TenantTransaction.run(pool, tenant, ADD, Tuple.of(tenant.value(), request))
                .replaceWithVoid();
    }

    /** Forgets it: it restricts nothing any more. */
    Uni<Void> remove(TenantId tenant, UUID request) {
        return TenantTransaction.run(pool, tenant, REMOVE, Tuple.of(tenant.value(), request))
                .replaceWithVoid();
    }

    /** Notes whether the desk waits for a proof of who the person is. */
    Uni<Void> awaitProof(TenantId tenant, UUID request, boolean awaited) {
        return TenantTransaction.run(
                        pool, tenant, PROOF, Tuple.of(tenant.value(), request, awaited))
                .replaceWithVoid();
    }
}
