// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The holds on each item, and the freezes of open requests. Whoever orders a destruction looks here
 * first; that no hold has come since, the database sees to when the order is recorded (V1030,
 * {@code refuse_order_under_hold}; V1070, {@code refuse_order_under_freeze}), and of batches
 * (V1050, V1121).
 */
@ApplicationScoped
public class ItemHoldStore {

    private static final String REFUSED_UNDER_HOLD = "TM002";

    private static final String COVERING =
            "select h.hold from legal_hold h, (select $1::text as tenant, $2::uuid as item,"
                    + " $3::text as controller, $4::text as subject, $5::text as campaign,"
                    + " $6::text[] as purposes, $7::timestamptz as ended_at, $8::text as kind,"
                    + " $9::uuid as call) i where "
                    + HoldMatch.COVERS;

    private static final String HOLDS_OF = COVERING + " and " + HoldMatch.IN_FORCE;

    private static final String PLACED_ON = COVERING + " and h.placed_at <= $10";

    private static final String FREEZES_OF =
            "select max(f.until) as until from item_freeze f where f.tenant = $1 and not f.over and"
                    + " f.controller = $2 and f.subject = $3 and (f.recording is null or f.recording"
                    + " = $4 or "
                    + HoldMatch.isCallOfFrozenRecording("$6::uuid")
                    + ") and (f.decision is null or f.decision = $5)";

    private final Pool pool;

    ItemHoldStore(Pool pool) {
        this.pool = pool;
    }

    /** The holds on an item, as of now. */
    public Uni<Set<UUID>> holdsOf(TenantId tenant, HeldItem item) {
        return found(tenant, HOLDS_OF, values(tenant, item));
    }

    /** The holds that were placed on an item by then, released or not. */
    Uni<Set<UUID>> placedOn(TenantId tenant, HeldItem item, Instant by) {
        return found(tenant, PLACED_ON, values(tenant, item).addValue(by.atOffset(ZoneOffset.UTC)));
    }

    private static Tuple values(TenantId tenant, HeldItem item) {
        return Tuple.tuple()
                .addValue(tenant.value())
                .addValue(item.item())
                .addValue(item.controller())
                .addValue(item.subject())
                .addValue(item.campaign())
                .addValue(item.purposes().toArray(String[]::new))
                .addValue(item.endedAt().atOffset(ZoneOffset.UTC))
                .addValue(item.kind())
                .addValue(item.call());
    }

    private Uni<Set<UUID>> found(TenantId tenant, String query, Tuple values) {
        return TenantTransaction.run(pool, tenant, query, values)
                .map(
                        rows -> {
                            Set<UUID> ids = new HashSet<>();
                            rows.forEach(row -> ids.add(row.getUUID("hold")));
                            return ids;
                        });
    }

    /** Until when open requests of the person keep an item; {@code null} when none does. */
    public Uni<@Nullable Instant> frozenUntil(TenantId tenant, HeldItem item) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        FREEZES_OF,
                        Tuple.of(
                                tenant.value(),
                                item.controller(),
                                item.subject(),
                                item.item(),
                                item.decision(),
                                item.call()))
                .map(rows -> rows.iterator().next().getOffsetDateTime("until"))
                .map(until -> until == null ? null : until.toInstant());
    }

    /** Whether a command failed since a hold, or a request, came between the look and its order. */
    public static boolean isUnderHold(Throwable failure) {
        return failure instanceof PgException refused
                && REFUSED_UNDER_HOLD.equals(refused.getSqlState());
    }
}
