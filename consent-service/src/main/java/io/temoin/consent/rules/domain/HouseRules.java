// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import io.temoin.consent.rules.domain.CallingWindows.Hours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what a tenant adds to a law is stricter than it. Both are asked before a call, so nothing
 * that is looser could ever allow more; who writes it believes that it does, and has to be told.
 */
public final class HouseRules {

    private final RulePack house;
    private final RulePack law;
    private final List<String> looser = new ArrayList<>();

    private HouseRules(RulePack house, RulePack law) {
        this.house = house;
        this.law = law;
    }

    /** A sentence for each rule that is looser than the law; none when none is. */
    public static List<String> looserThan(RulePack law, RulePack house) {
        HouseRules comparison = new HouseRules(house, law);
        comparison.hours();
        comparison.attempts();
        comparison.periods();
        return List.copyOf(comparison.looser);
    }

    private void hours() {
        CallingWindows ours = house.windows();
        CallingWindows theirs = law.windows();
        if (ours == null || theirs == null) {
            return;
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            for (Hours span : ours.hoursOf(day)) {
                if (theirs.hoursOf(day).stream().noneMatch(span::isWithin)) {
                    tell(
                            "the hours %s to %s on %s are outside the statutory hours"
                                    .formatted(span.from(), span.to(), day));
                }
            }
        }
        Duration slot = ours.exactSlotWithin();
        Duration most = theirs.exactSlotWithin();
        if (slot != null && (most == null || slot.compareTo(most) > 0)) {
            tell("a call %s after an agreed time is later than the law allows".formatted(slot));
        }
    }

    private void attempts() {
        FrequencyCap ours = house.frequency();
        FrequencyCap theirs = law.frequency();
        if (ours != null
                && theirs != null
                && !isLonger(ours.window(), theirs.window())
                && (ours.maxAttempts() > theirs.maxAttempts()
                        || (ours.maxAttempts() == theirs.maxAttempts()
                                && isLonger(theirs.window(), ours.window())))) {
            tell(
                    "%s attempts in %s exceed the statutory %s in %s"
                            .formatted(
                                    ours.maxAttempts(),
                                    ours.window(),
                                    theirs.maxAttempts(),
                                    theirs.window()));
        }
    }

    private void periods() {
        Period validity = house.maxConsentValidity();
        if (validity != null && isLonger(validity, law.longestConsent())) {
            tell(
                    "a consent validity of %s exceeds the statutory %s"
                            .formatted(validity, law.longestConsent()));
        }
        CoolOff ours = house.coolOff();
        CoolOff theirs = law.coolOff();
        if (ours != null && theirs != null && isLonger(theirs.period(), ours.period())) {
            tell(
                    "a cool-off period of %s is shorter than the statutory %s"
                            .formatted(ours.period(), theirs.period()));
        }
        if (house.startWithin().compareTo(law.startWithin()) > 0) {
            tell(
                    "a call start within %s is later than the statutory %s"
                            .formatted(house.startWithin(), law.startWithin()));
        }
    }

    private void tell(String what) {
        looser.add(
                "%s %s is less strict than %s: %s."
                        .formatted(house.id(), house.version(), law.id(), what));
    }

    private static boolean isLonger(Period one, Period other) {
        return LocalDate.EPOCH.plus(one).isAfter(LocalDate.EPOCH.plus(other));
    }
}
