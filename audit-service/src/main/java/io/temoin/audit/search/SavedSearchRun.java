// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.trail.TrailCursor;
import io.temoin.audit.trail.TrailPages.PageEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A run of a saved search, whose window was found when it began: all its pages are of the same one.
 *
 * @param filters with the instants that the window has become
 * @param windowed whether they have come from a window
 * @param before where the page before ended
 */
record SavedSearchRun(
        SortedMap<String, String> filters, boolean windowed, @Nullable PageEnd before) {

    static SavedSearchRun begun(Saved saved, Instant now) {
        SearchContent content = saved.content();
        return new SavedSearchRun(content.filtersAt(now), content.window() != null, null);
    }

    /** Goes on from {@link #keysAfter}, which a cursor kept as they were. */
    static SavedSearchRun resumed(Saved saved, List<String> keys) {
        SearchContent content = saved.content();
        boolean windowed = content.window() != null;
        return new SavedSearchRun(
                windowed ? content.filtersBetween(keys.get(3), keys.get(4)) : content.filters(),
                windowed,
                new PageEnd(
                        new TrailCursor(Instant.parse(keys.get(0)), Long.parseLong(keys.get(1))),
                        Long.parseLong(keys.get(2))));
    }

    /** As keys of a cursor. */
    List<String> keysAfter(PageEnd end) {
        List<String> keys = new ArrayList<>();
        keys.add(end.last().at().toString());
        keys.add(Long.toString(end.last().position()));
        keys.add(Long.toString(end.upTo()));
        if (windowed) {
            keys.add(filters.get(SearchContent.FROM));
            keys.add(filters.get(SearchContent.TO));
        }
        return List.copyOf(keys);
    }
}
