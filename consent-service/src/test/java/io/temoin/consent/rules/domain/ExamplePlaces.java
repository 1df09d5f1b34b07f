// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import io.temoin.consent.rules.domain.PlaceSource.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places of the tests: the number's country, and the declared address where it is elsewhere. */
public final class ExamplePlaces {

    private ExamplePlaces() {}

    /** In these jurisdictions, the number's first; each source leaves all these zones possible. */
    public static CalleePlace in(
            List<String> jurisdictions, List<ZoneId> zones, @Nullable String subdivision) {
        List<PlaceSource> sources = new ArrayList<>();
        for (String jurisdiction : jurisdictions) {
            boolean there = subdivision != null && subdivision.startsWith(jurisdiction + "-");
            sources.add(
                    new PlaceSource(
                            sources.isEmpty() ? Kind.NUMBER_PLAN : Kind.ADDRESS,
                            jurisdiction,
                            there ? List.of(subdivision) : List.of(),
                            zones));
        }
        return new CalleePlace(jurisdictions, zones, subdivision, sources);
    }
}
