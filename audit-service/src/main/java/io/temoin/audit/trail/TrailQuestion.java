// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.SimilarNames;
import io.temoin.eventsourcing.JsonPointers;
import io.temoin.eventsourcing.Rejected;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the trail; all filters must hold.
 *
 * @param filters by their values, each of which has the shape of its filter
 */
record TrailQuestion(Map<TrailFilter, String> filters) {

    /**
     * @throws Rejected when a value has not the shape of its filter
     */
    TrailQuestion {
        filters.forEach(TrailFilter::value);
        filters = Map.copyOf(filters);
    }

    /** A question with one filter. */
    static TrailQuestion of(TrailFilter filter, String value) {
        return new TrailQuestion(Map.of(filter, value));
    }

    /**
     * The question of filters that somebody wrote down by name.
     *
     * @throws Rejected with a pointer into {@code filters}
     */
    static TrailQuestion named(Map<String, String> filters) {
        Map<TrailFilter, String> known = new EnumMap<>(TrailFilter.class);
        filters.forEach(
                (name, value) -> {
                    String pointer = JsonPointers.member("/filters", name);
                    TrailFilter filter =
                            TrailFilter.named(name).orElseThrow(() -> unknown(pointer, name));
                    filter.value(value, pointer);
                    known.put(filter, value);
                });
        return new TrailQuestion(known);
    }

    private static Rejected unknown(String pointer, String name) {
        return ChassisProblem.REQUEST_INVALID.at(
                pointer,
                SimilarNames.nearest(name, TrailFilter.names())
                        .map(
                                meant ->
                                        "The trail does not have this filter; did you mean "
                                                + meant
                                                + "?")
                        .orElse("The trail does not have this filter."));
    }

    /** The recording whose life is asked for. */
    @Nullable String recording() {
        return filters.get(TrailFilter.RECORDING);
    }

    /** The filters by name, as they are put on record. */
    SortedMap<String, String> onRecord() {
        SortedMap<String, String> named = new TreeMap<>();
        filters.forEach((filter, value) -> named.put(filter.parameter(), value));
        return named;
    }
}
