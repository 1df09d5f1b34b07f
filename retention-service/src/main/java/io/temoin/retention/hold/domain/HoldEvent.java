// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import io.temoin.retention.policy.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to one legal hold. */
public sealed interface HoldEvent {

    UUID hold();

    String controller();

    /**
     * What the criteria cover is not destroyed, whatever its purposes, until the hold is released.
     *
     * @param subject only items of this person, by pseudonym
     * @param items only these; empty for no restriction
     * @param campaign only of calls of this campaign
     * @param purposes only kept for one of these; empty for no restriction
     * @param endedFrom only of calls that ended then or later
     * @param endedBefore only of calls that ended earlier
     * @param covered how many items that was when it was placed
     * @param placedBy pseudonym of the person who placed it
     * @param organisation that this person works for
     */
    record HoldPlaced(
            UUID hold,
            String controller,
            @Nullable String subject,
            List<UUID> items,
            @Nullable String campaign,
            List<Purpose> purposes,
            @Nullable Instant endedFrom,
            @Nullable Instant endedBefore,
            long covered,
            HoldGround ground,
            String authority,
            String reference,
            String placedBy,
            String organisation,
            Instant placedAt)
            implements HoldEvent {

        public HoldPlaced {
            items = List.copyOf(items);
            purposes = List.copyOf(purposes);
        }

        /** What it covers. */
        public HoldCriteria criteria() {
            return new HoldCriteria(items, subject, campaign, purposes, endedFrom, endedBefore);
        }
    }

    /**
     * A person asks that it be released; a second one decides.
     *
     * @param organisation that this person works for
     * @param freed how many items no other hold covers
     * @param due how many of them would be destroyed before {@code dueBefore}
     * @param digest of the ids of these
     */
    record HoldReleaseProposed(
            UUID hold,
            String controller,
            String proposedBy,
            String organisation,
            ReleaseGround ground,
            String reference,
            long freed,
            long due,
            Instant dueBefore,
            String digest,
            Instant proposedAt)
            implements HoldEvent {}

    /** The proposal was taken back, or turned down. */
    record HoldReleaseCancelled(
            UUID hold, String controller, String cancelledBy, Instant cancelledAt)
            implements HoldEvent {}

    /**
     * Its items follow their plans again; what is overdue goes with the next run.
     *
     * @param freed how many items no other hold covers
     * @param due how many of them are destroyed before {@code dueBefore}
     */
    record HoldReleased(
            UUID hold,
            String controller,
            String proposedBy,
            String releasedBy,
            long freed,
            long due,
            Instant dueBefore,
            Instant releasedAt)
            implements HoldEvent {}
}
