// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import io.temoin.retention.hold.domain.HoldEvent.HoldPlaced;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseCancelled;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseProposed;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleased;
import org.jspecify.annotations.Nullable;

/** State of one legal hold. */
public sealed interface LegalHold {

    /** Not known yet. */
    record Unplaced() implements LegalHold {}

    /** A hold that was placed at some time. */
    sealed interface Placed extends LegalHold {

        /** How it was placed. */
        HoldPlaced placed();

        /** Whose items it covers. */
        default String controller() {
            return placed().controller();
        }

        /** What it covers. */
        default HoldCriteria criteria() {
            return placed().criteria();
        }
    }

    /**
     * It stops the disposition of what it covers.
     *
     * @param proposal of its release; {@code null} while nobody asks for it
     */
    record InForce(HoldPlaced placed, @Nullable HoldReleaseProposed proposal) implements Placed {}

    /** It stops nothing any more. */
    record Released(HoldPlaced placed, HoldReleased release) implements Placed {}

    static LegalHold evolve(LegalHold state, HoldEvent event) {
        return switch (event) {
            case HoldPlaced placed -> new InForce(placed, null);
            case HoldReleaseProposed proposed ->
                    state instanceof InForce(var placed, _) ? new InForce(placed, proposed) : state;
            case HoldReleaseCancelled _ ->
                    state instanceof InForce(var placed, _) ? new InForce(placed, null) : state;
            case HoldReleased released ->
                    state instanceof InForce(var placed, _)
                            ? new Released(placed, released)
                            : state;
        };
    }
}
