// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.hold.domain.HoldDecider;
import io.temoin.retention.hold.domain.HoldProblem;
import io.temoin.retention.hold.domain.LegalHold;
import io.temoin.retention.hold.domain.LegalHold.Placed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Which holds exist for whom: those of the caller's own organisation, and all of the tenant for its
 * own people. A processor sees on an item that it is held, never why.
 */
@ApplicationScoped
class HoldAccess {

    private final HoldStream holds;

    HoldAccess(HoldStream holds) {
        this.holds = holds;
    }

    /**
     * The hold with this id.
     *
     * @throws Rejected when it does not exist for the caller
     */
    Uni<Placed> visible(Caller caller, String id) {
        UUID hold = HoldRequests.id(id);
        if (hold == null) {
            throw HoldDecider.unknown();
        }
        return holds.replay(caller.tenant(), hold).map(replayed -> of(caller, replayed.state()));
    }

    private static Placed of(Caller caller, LegalHold hold) {
        if (hold instanceof Placed placed && worksFor(caller, placed.controller())) {
            return placed;
        }
        throw HoldDecider.unknown();
    }

    static void requireControllerOf(Caller caller, String controller) {
        if (!worksFor(caller, controller)) {
            throw new Rejected(
                    HoldProblem.HOLD_OF_ANOTHER,
                    "Only the controller itself, or the tenant's own staff, may hold its items.");
        }
    }

    private static boolean worksFor(Caller caller, String controller) {
        return caller.tenantWide() || caller.organisation().equals(controller);
    }
}
