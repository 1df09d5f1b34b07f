// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import io.temoin.audit.intake.domain.SealedPerson;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a saved search is.
 *
 * @param name as its owner calls it; looks like nothing personal
 * @param description what it is for; the same
 * @param filters by the names of the query parameters of the trail; they hold neither {@code from}
 *     nor {@code to} where there is a window
 * @param window the time before each run; {@code null} when the filters alone say when
 */
public record SearchContent(
        String name,
        @Nullable String description,
        SortedMap<String, String> filters,
        @Nullable SearchWindow window,
        Sharing visibility) {

    /** The filter that holds where a window begins. */
    public static final String FROM = "from";

    /** The filter that holds where a window ends. */
    public static final String TO = "to";

    /** The filter that names the data subject of an entry. */
    public static final String SUBJECT = "subject";

    /** Stands for somebody who was erased; no value of a filter looks so, and it finds nothing. */
    public static final String ERASED = SealedPerson.ERASED;

    public SearchContent {
        filters = sorted(filters);
        if (window != null && (filters.containsKey(FROM) || filters.containsKey(TO))) {
            throw new IllegalArgumentException("a search has a window or fixed times");
        }
    }

    /** The filters of a run at {@code now}: the window has become two instants. */
    public SortedMap<String, String> filtersAt(Instant now) {
        return window == null
                ? filters
                : filtersBetween(window.before(now).toString(), now.toString());
    }

    /** The filters of a run whose window was found before. */
    public SortedMap<String, String> filtersBetween(String from, String to) {
        SortedMap<String, String> run = new TreeMap<>(filters);
        run.put(FROM, from);
        run.put(TO, to);
        return Collections.unmodifiableSortedMap(run);
    }

    /** Whether it asks for this person, or for one who cannot be told any more. */
    boolean asksFor(String subject) {
        return filters.containsValue(subject) || filters.containsValue(ERASED);
    }

    static SortedMap<String, String> sorted(Map<String, String> filters) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    }
}
