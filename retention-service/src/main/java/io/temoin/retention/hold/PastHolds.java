// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.hold.domain.LegalHold;
import io.temoin.retention.hold.domain.LegalHold.InForce;
import io.temoin.retention.hold.domain.LegalHold.Released;
import io.temoin.retention.hold.domain.LegalHold.Unplaced;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which legal holds covered an item at an earlier time. */
@ApplicationScoped
public class PastHolds {

    private final ItemHoldStore itemHolds;
    private final HoldStream holds;

    PastHolds(ItemHoldStore itemHolds, HoldStream holds) {
        this.itemHolds = itemHolds;
        this.holds = holds;
    }

    /** The holds that were in force on {@code item} at {@code asOf}. */
    public Uni<Set<UUID>> holdsOf(TenantId tenant, HeldItem item, Instant asOf) {
        return itemHolds
                .placedOn(tenant, item, asOf)
                .toMulti()
                .flatMap(placed -> Multi.createFrom().iterable(placed))
                .select()
                .when(
                        hold ->
                                holds.replay(tenant, hold)
                                        .map(replayed -> wasInForce(replayed.state(), asOf)))
                .collect()
                .in(HashSet<UUID>::new, Set::add)
                .map(Set::copyOf);
    }

    private static boolean wasInForce(LegalHold hold, Instant asOf) {
        return switch (hold) {
            case Unplaced _ -> false;
            case InForce _ -> true;
            case Released(_, var release) -> release.releasedAt().isAfter(asOf);
        };
    }
}
