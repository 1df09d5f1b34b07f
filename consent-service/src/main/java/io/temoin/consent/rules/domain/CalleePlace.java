// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the person may be when called; what law and time of day depend on.
 *
 * @param jurisdictions ISO 3166-1 codes of those whose law has a say: the number's and, when it is
 *     another, the declared address'
 * @param zones every time zone the person may be in; none when none is known
 * @param subdivision ISO 3166-2 code of the declared address
 */
public record CalleePlace(
        List<String> jurisdictions, List<ZoneId> zones, @Nullable String subdivision) {

    public CalleePlace {
        jurisdictions = List.copyOf(jurisdictions);
        zones = List.copyOf(zones);
    }

    /** Whether one of the codes that name the place, however finely, is such a code. */
    boolean isNamedBy(Predicate<String> code) {
        for (String jurisdiction : jurisdictions) {
            if (code.test(jurisdiction)) {
                return true;
            }
        }
        return subdivision != null && code.test(subdivision);
    }
}
