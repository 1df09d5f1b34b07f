// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the person may be, by one source.
 *
 * @param jurisdiction ISO 3166-1 code of the country, or of the part of it that has laws of its own
 * @param parts ISO 3166-2 codes of the parts the person may be in; none when the source does not
 *     say
 * @param zones every time zone that this leaves possible; none when none is known
 */
public record PlaceSource(Kind kind, String jurisdiction, List<String> parts, List<ZoneId> zones) {

    public PlaceSource {
        parts = List.copyOf(parts);
        zones = List.copyOf(zones);
    }

    /** What said so. */
    public enum Kind {
        /** The number and the plan it belongs to. */
        NUMBER_PLAN,
        /** The address that the caller declares. */
        ADDRESS
    }

    /** Asked for each day that a call might fall on, so without streams. */
    boolean isNamedBy(Predicate<String> code) {
        if (code.test(jurisdiction)) {
            return true;
        }
        for (String part : parts) {
            if (code.test(part)) {
                return true;
            }
        }
        return false;
    }

    /** Parts of the jurisdiction, or the whole of it where none is known. */
    List<String> finest() {
        List<String> finest =
                parts.stream().filter(part -> part.startsWith(jurisdiction + "-")).toList();
        return finest.isEmpty() ? List.of(jurisdiction) : finest;
    }
}
