// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import io.temoin.eventsourcing.Rejected;

/** What saved searches refuse; the names are public. */
public enum SavedSearchProblem implements Rejected.Code {
    /** There is none, or none that this caller sees. */
    SAVED_SEARCH_UNKNOWN(Rejected.Kind.UNKNOWN),
    SAVED_SEARCH_OF_ANOTHER(Rejected.Kind.FORBIDDEN),
    SAVED_SEARCH_STALE(Rejected.Kind.STALE),
    /** Who does not see it deletes it as the register showed it, or not at all. */
    SAVED_SEARCH_UNSEEN(Rejected.Kind.UNCONDITIONAL),
    SAVED_SEARCHES_TOO_MANY(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    SavedSearchProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    static Rejected unknown() {
        return new Rejected(SAVED_SEARCH_UNKNOWN, "There is no saved search with this id.");
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
