// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a controller was established, day by day. What begins on a day follows the law of the
 * country in which it was then: a controller that moves changes nothing for what it already
 * retains.
 *
 * @param since ISO 3166-1 codes by the first local day on which each counts; before the first, and
 *     if there is none, the country is not known
 * @param configured the code of the country whose law applies on doubt
 */
public record Establishments(SortedMap<LocalDate, String> since, String configured) {

    public Establishments {
        since = Collections.unmodifiableNavigableMap(new TreeMap<>(since));
    }

    /** Of a controller of which nothing is known, or of all controllers of a tenant. */
    public static Establishments unknown(String configured) {
        return new Establishments(Collections.emptySortedMap(), configured);
    }

    /** The same place on every day. */
    public static Establishments always(LegalPlace place) {
        return place.established() == null
                ? unknown(place.configured())
                : new Establishments(
                        new TreeMap<>(Map.of(LocalDate.MIN, place.established())),
                        place.configured());
    }

    /** Whose law applies to what begins on {@code day}. */
    public LegalPlace on(LocalDate day) {
        Map.Entry<LocalDate, String> last =
                ((NavigableMap<LocalDate, String>) since).floorEntry(day);
        return new LegalPlace(last == null ? null : last.getValue(), configured);
    }
}
