// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import io.temoin.eventsourcing.Rejected;
import java.time.Instant;
import java.util.UUID;

/** State of a saved search. */
public sealed interface SavedSearch {

    /** Nobody kept it. */
    record Unknown() implements SavedSearch {}

    /**
     * Kept.
     *
     * @param organisation the party the owner worked for; it stays there when the owner leaves
     * @param revision 1, and one more with each change
     */
    record Saved(
            UUID id,
            String owner,
            String organisation,
            SearchContent content,
            long revision,
            Instant createdAt,
            Instant changedAt)
            implements SavedSearch {

        boolean isShownTo(Requester requester) {
            return organisation.equals(requester.organisation()) && (isShared() || isOf(requester));
        }

        boolean isShared() {
            return switch (content.visibility()) {
                case PRIVATE -> false;
                case ORGANISATION -> true;
            };
        }

        boolean isOf(Requester requester) {
            return owner.equals(requester.actor());
        }
    }

    /** Not kept any more. */
    record Deleted() implements SavedSearch {}

    /**
     * The search, for somebody who sees it. To everybody else it is as if it were not there.
     *
     * @throws Rejected when it is not there
     */
    default Saved shownTo(Requester requester) {
        return switch (this) {
            case Saved saved when saved.isShownTo(requester) -> saved;
            case Saved _, Unknown _, Deleted _ -> throw SavedSearchProblem.unknown();
        };
    }

    /**
     * The search, for somebody who deletes it: who sees it, and a data protection officer of its
     * organisation or of the tenant, who sees that it is there and not what it asks.
     *
     * @throws Rejected when it is not there
     */
    default Saved knownTo(Requester requester) {
        return switch (this) {
            case Saved saved when requester.oversees(saved.organisation()) -> saved;
            case Saved _, Unknown _, Deleted _ -> shownTo(requester);
        };
    }
}
