// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a saved search. Who did it is recorded with each event. A run is no event of the
 * search: it is a look at the trail, and on record as one.
 */
public sealed interface SavedSearchEvent {

    UUID savedSearch();

    /**
     * Somebody keeps a question to the trail.
     *
     * @param owner pseudonymous id of that somebody
     * @param organisation the party the owner works for
     * @param filters by the names of the query parameters of the trail
     * @param window the time before each run; absent when the filters alone say when
     * @param at when
     */
    record SavedSearchCreated(
            UUID savedSearch,
            String owner,
            String organisation,
            String name,
            @Nullable String description,
            SortedMap<String, String> filters,
            @Nullable SearchWindow window,
            Sharing visibility,
            Instant at)
            implements SavedSearchEvent {

        public SavedSearchCreated {
            filters = SearchContent.sorted(filters);
        }

        /** The search as it is after this. */
        public SearchContent content() {
            return new SearchContent(name, description, filters, window, visibility);
        }
    }

    /**
     * Its owner named, narrowed or shared it anew; this is all of it as it is now.
     *
     * @param at when
     */
    record SavedSearchChanged(
            UUID savedSearch,
            String name,
            @Nullable String description,
            SortedMap<String, String> filters,
            @Nullable SearchWindow window,
            Sharing visibility,
            Instant at)
            implements SavedSearchEvent {

        public SavedSearchChanged {
            filters = SearchContent.sorted(filters);
        }

        /** The search as it is after this. */
        public SearchContent content() {
            return new SearchContent(name, description, filters, window, visibility);
        }
    }

    /** It is not kept any more. */
    record SavedSearchDeleted(UUID savedSearch) implements SavedSearchEvent {}
}
