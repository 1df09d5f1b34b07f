// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is left of the zones of a place when something names some of them. */
final class PossibleZones {

    /** Clocks are compared from the oldest law that is kept, and as far as anybody plans. */
    private static final Instant COMPARED_FROM = Instant.parse("2014-01-01T00:00:00Z");

    private static final Instant COMPARED_TO = Instant.parse("2040-01-01T00:00:00Z");

    private PossibleZones() {}

    /** The named ones where the place has them; all, where it does not: one of both is wrong. */
    static List<ZoneId> narrowed(List<ZoneId> possible, Collection<ZoneId> named) {
        if (named.isEmpty()) {
            return possible;
        }
        if (possible.isEmpty() || named.stream().allMatch(zone -> isAmong(possible, zone))) {
            return List.copyOf(named);
        }
        Set<ZoneId> both = new LinkedHashSet<>(possible);
        both.addAll(named);
        return List.copyOf(both);
    }

    private static boolean isAmong(List<ZoneId> possible, ZoneId zone) {
        return possible.contains(zone) || possible.stream().anyMatch(one -> agree(one, zone));
    }

    /** Whether clocks show the same in both, whatever they are called. */
    static boolean agree(ZoneId one, ZoneId other) {
        ZoneRules first = one.getRules();
        ZoneRules second = other.getRules();
        Instant at = COMPARED_FROM;
        while (first.getOffset(at).equals(second.getOffset(at))) {
            ZoneOffsetTransition next = first.nextTransition(at);
            ZoneOffsetTransition there = second.nextTransition(at);
            if (!Objects.equals(next, there)) {
                return isPast(next) && isPast(there);
            }
            if (isPast(next)) {
                return true;
            }
            at = next.getInstant();
        }
        return false;
    }

    private static boolean isPast(@Nullable ZoneOffsetTransition change) {
        return change == null || change.getInstant().isAfter(COMPARED_TO);
    }
}
