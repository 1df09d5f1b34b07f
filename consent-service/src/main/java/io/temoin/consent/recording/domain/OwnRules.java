// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RulePack.RecordingRules;
import java.time.Period;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rule packs of one call say of recording it, as one. */
public final class OwnRules {

    private OwnRules() {}

    /**
     * For the purposes that all allow, by the strictest way, with its announcement, and for the
     * shortest time; {@code null} when one of them says nothing: then no period is known.
     */
    public static @Nullable RecordingRules strictest(List<RulePack> packs) {
        RecordingRules strictest = null;
        for (RulePack pack : packs) {
            RecordingRules rules = pack.recording();
            if (rules != null) {
                strictest = strictest == null ? rules : strictest(strictest, rules);
            } else if (!pack.isHouseRules()) { // they have no say in it
                return null;
            }
        }
        return strictest;
    }

    private static RecordingRules strictest(RecordingRules one, RecordingRules other) {
        Map<Purpose, Period> retention = new EnumMap<>(Purpose.class);
        one.retention()
                .forEach(
                        (purpose, period) -> {
                            Period others = other.retention().get(purpose);
                            if (others != null) {
                                retention.put(
                                        purpose, RecordingTerms.SHORTER.apply(period, others));
                            }
                        });
        RecordingRules stricter = other.mode().compareTo(one.mode()) > 0 ? other : one;
        return new RecordingRules(
                stricter.mode(),
                stricter.announcement(),
                retention,
                stricter.from(),
                stricter.source());
    }
}
