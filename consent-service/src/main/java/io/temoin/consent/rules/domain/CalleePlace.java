// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the person may be when called; what law and time of day depend on. Each source that says
 * something is asked, and none outranks another: what is known besides never lets more calls be
 * made, or more of them be recorded.
 *
 * @param jurisdictions ISO 3166-1 codes of those whose law has a say: the number's and, when it is
 *     another, the declared address'
 * @param zones every time zone the person may be in; none when none is known
 * @param subdivision ISO 3166-2 code of the declared address
 * @param sources what each source says
 */
public record CalleePlace(
        List<String> jurisdictions,
        List<ZoneId> zones,
        @Nullable String subdivision,
        List<PlaceSource> sources) {

    public CalleePlace {
        jurisdictions = List.copyOf(jurisdictions);
        zones = List.copyOf(zones);
        sources = List.copyOf(sources);
    }

    /**
     * The place that all sources leave possible.
     *
     * @param subdivision ISO 3166-2 code of the declared address, if it has one
     */
    public static CalleePlace of(List<PlaceSource> sources, @Nullable String subdivision) {
        return new CalleePlace(
                sources.stream().map(PlaceSource::jurisdiction).distinct().toList(),
                sources.stream().flatMap(source -> source.zones().stream()).distinct().toList(),
                subdivision,
                sources);
    }

    /** ISO 3166 codes of the places whose laws have a say, each as finely as it is known. */
    public Set<String> lawPlaces() {
        Set<String> places = new LinkedHashSet<>();
        sources.forEach(source -> places.addAll(source.finest()));
        return places;
    }

    /** Whether one of the codes that name the place, however finely, is such a code. */
    boolean isNamedBy(Predicate<String> code) {
        for (String jurisdiction : jurisdictions) {
            if (code.test(jurisdiction)) {
                return true;
            }
        }
        if (subdivision != null && code.test(subdivision)) {
            return true;
        }
        for (PlaceSource source : sources) {
            if (source.isNamedBy(code)) {
                return true;
            }
        }
        return false;
    }
}
