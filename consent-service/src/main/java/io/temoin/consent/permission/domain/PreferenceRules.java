// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.PreferenceChoice.Cell;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.permission.domain.Preferences.Refusal;
import io.temoin.consent.permission.domain.Preferences.Stated;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person's wishes mean for a call, and which wishes contradict each other. */
final class PreferenceRules {

    private static final String SOURCE = "The person's preferences";

    /** Beyond that many spans nobody knows any more when it is quiet. */
    private static final int MOST_SPANS = 20;

    private static final int MOST_STEPS = 100;

    private PreferenceRules() {}

    /** What the person's wishes have against the call, in either kind. */
    static List<Reason> against(DecideCall call, Preferences wishes, RulePack pack) {
        return Stream.of(refused(call, wishes), quiet(call, wishes, pack))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The person does not want to be called for this, or by this brand; waiting changes nothing.
     */
    static Optional<Reason> refused(DecideCall call, Preferences wishes) {
        Refusal refusal =
                wishes.refusal(
                        call.purpose(), ContactWay.VOICE, call.circumstances().stated().brand());
        return refusal == null
                ? Optional.empty()
                : Optional.of(
                        Reason.of(ReasonCode.PREFERENCE, SOURCE)
                                .with(facts(refusal))
                                .with(Fact.of(FactName.STATED_AT, refusal.at())));
    }

    private static List<Fact> facts(Refusal refusal) {
        List<Fact> facts = new ArrayList<>();
        switch (refusal) {
            case Refusal.OtherWays(var wanted, _) -> {
                facts.add(Fact.of(FactName.CAUSE, "OTHER_WAYS"));
                wanted.forEach(way -> facts.add(Fact.of(FactName.WAY, way)));
            }
            case Refusal.Refused(var cell, _) -> {
                facts.add(Fact.of(FactName.CAUSE, "REFUSED"));
                facts.add(Fact.of(FactName.PURPOSE, cell.purpose()));
                if (cell.brand() != null) {
                    facts.add(Fact.of(FactName.BRAND, cell.brand()));
                }
            }
        }
        return facts;
    }

    /** The person does not want to be called now; waiting helps. */
    static Optional<Reason> quiet(DecideCall call, Preferences wishes, RulePack pack) {
        List<ZoneId> zones = zones(call, pack);
        Stated<QuietHours> said = wishes.quietHours();
        QuietHours.UnderWay underWay =
                said == null ? null : said.value().underWay(call.now(), zones);
        if (said == null || underWay == null) {
            return Optional.empty();
        }
        Reason quiet =
                Reason.of(ReasonCode.QUIET_HOURS, SOURCE)
                        .with(underWay.facts())
                        .with(Fact.of(FactName.STATED_AT, said.at()));
        Instant over = said.value().overFrom(call.now(), zones);
        return Optional.of(over == null ? quiet : quiet.with(Fact.of(FactName.ENDS_AT, over)));
    }

    /** Starts before it becomes quiet, unless the person agreed to this very time. */
    static Allowed bounded(
            Allowed allowed, DecideCall call, Preferences wishes, RulePack pack, boolean agreed) {
        Instant quiet = wishes.quiet().nextStart(call.now(), zones(call, pack));
        return agreed || quiet == null || !quiet.isBefore(allowed.startBy())
                ? allowed
                : new Allowed(
                        allowed.reasons(),
                        allowed.warnings(),
                        allowed.consent(),
                        quiet,
                        allowed.recording(),
                        allowed.recordingExplained());
    }

    /** A search for the next moment at which the law's hours are open. */
    interface Opening {
        @Nullable Instant from(Instant at);
    }

    /** The first moment at which the law's hours are open and the person's are not quiet. */
    static @Nullable Instant opening(
            Instant from, DecideCall call, Preferences wishes, RulePack pack, Opening lawful) {
        List<ZoneId> zones = zones(call, pack);
        Instant at = from;
        for (int step = 0; step < MOST_STEPS; step++) {
            Instant open = lawful.from(at);
            Instant loud = open == null ? null : wishes.quiet().overFrom(open, zones);
            if (loud == null || loud.equals(open)) {
                return loud;
            }
            at = loud;
        }
        return null;
    }

    private static List<ZoneId> zones(DecideCall call, RulePack pack) {
        List<ZoneId> zones = call.circumstances().place().zones();
        return zones.isEmpty() ? List.of(pack.zone()) : zones;
    }

    /** What contradicts itself in one statement; empty when nothing does. */
    static List<Violation> violations(StatePreferences said) {
        List<Violation> violations = new ArrayList<>();
        if (said.choices().isEmpty() && said.quietHours() == null && said.reachBy() == null) {
            violations.add(violation("/stated", "nothing-stated", "The statement is empty."));
        }
        choices(said, violations);
        quiet(said.quietHours(), violations);
        ways(said.reachBy(), violations);
        return violations;
    }

    private static void choices(StatePreferences said, List<Violation> violations) {
        List<ContactWay> ways = said.reachBy() == null ? List.of() : said.reachBy();
        Map<Cell, PreferenceValue> seen = new HashMap<>();
        for (int i = 0; i < said.choices().size(); i++) {
            PreferenceChoice choice = said.choices().get(i);
            if (seen.put(choice.cell(), choice.wish()) != null) {
                violations.add(
                        violation(
                                "/stated/choices/" + i,
                                "stated-twice",
                                "The same combination of purpose, channel and brand appears"
                                        + " twice."));
            }
            if (choice.wish() == PreferenceValue.WELCOME
                    && !ways.isEmpty()
                    && !ways.contains(choice.way())) {
                violations.add(
                        violation(
                                "/stated/choices/" + i + "/wish",
                                "contradictory",
                                "This channel is marked as welcome but is missing from the"
                                        + " channels in reachBy."));
            }
        }
    }

    private static void quiet(@Nullable QuietHours quiet, List<Violation> violations) {
        List<QuietHours.Span> spans = quiet == null ? List.of() : quiet.spans();
        if (spans.size() > MOST_SPANS) {
            violations.add(
                    violation(
                            "/stated/quietHours/spans",
                            "too-many",
                            "At most " + MOST_SPANS + " time spans are accepted."));
        }
        for (int i = 0; i < spans.size(); i++) {
            if (spans.get(i).from().equals(spans.get(i).to())) {
                violations.add(
                        violation(
                                "/stated/quietHours/spans/" + i + "/to",
                                "span-empty",
                                "A time span must not end at its start; to rule out calls"
                                        + " altogether, refuse them instead."));
            }
        }
    }

    private static void ways(@Nullable List<ContactWay> ways, List<Violation> violations) {
        Set<ContactWay> seen = new HashSet<>();
        for (int i = 0; ways != null && i < ways.size(); i++) {
            if (!seen.add(ways.get(i))) {
                violations.add(
                        violation(
                                "/stated/reachBy/" + i,
                                "stated-twice",
                                "This channel appears twice."));
            }
        }
    }

    private static Violation violation(String pointer, String code, String message) {
        return new Violation(pointer, code, message);
    }
}
