// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.inspection.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looked at the trail. Who, from where and when stands with the event, as with every
 * other.
 *
 * <p>None of them names a controller: a look is nobody's order, and a supervisor who may act for a
 * controller must not learn from the trail what an investigation asks about that supervisor.
 */
public sealed interface InspectionEvent {

    /**
     * A page of the trail, or a timeline, was shown.
     *
     * @param filters what was asked for, by the name of the filter: pseudonyms, ids, codes, times
     * @param shown how many entries were
     * @param after where the page goes on; absent for a first page
     * @param savedSearch id of the saved search that was run; absent for a question of the moment
     */
    record TrailSearched(
            SortedMap<String, String> filters,
            int shown,
            @Nullable Instant after,
            @Nullable UUID savedSearch)
            implements InspectionEvent {

        public TrailSearched {
            filters = sorted(filters);
        }
    }

    /**
     * One entry was shown.
     *
     * @param entry its id
     * @param subject pseudonym of the data subject it tells of
     * @param recording the recording it tells of
     */
    record TrailEntryRead(String entry, @Nullable String subject, @Nullable String recording)
            implements InspectionEvent {}

    /**
     * Somebody began to follow the trail as it grows.
     *
     * @param filters as in {@link TrailSearched}
     * @param resumed whether it went on where a connection before it ended
     */
    record TrailFollowed(SortedMap<String, String> filters, boolean resumed)
            implements InspectionEvent {

        public TrailFollowed {
            filters = sorted(filters);
        }
    }

    private static SortedMap<String, String> sorted(Map<String, String> filters) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    }
}
