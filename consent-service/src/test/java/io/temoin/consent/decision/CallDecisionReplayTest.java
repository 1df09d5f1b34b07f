// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.callee.CalleePlaces;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.CallLaw;
import io.temoin.consent.permission.domain.ContactPermissionCommand;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.ExampleLaws;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.Offers;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallDecisionReplayTest {

    private static final TenantId TENANT = new TenantId("helios");
    private static final String LATE_RISERS =
            """
            - id: HELIOS-HOUSE
              version: "1"
              tenant: helios
              jurisdictions: [FR]
              validFrom: "2026-12-01"
              knownSince: "2026-11-25T00:00:00Z"
              zone: Europe/Paris
              source: {reference: "House rules", confidence: PRIMARY, reviewedOn: "2026-11-25"}
              consentSource: "House rules"
              windows:
                days: [TUESDAY]
                hours: [{from: "11:00", to: "12:00"}]
                holidays: NONE
                source: "House rules"
              startWithin: PT60S
            """;

    private static final Instant NIGHT = Instant.parse("2026-11-24T22:00:00Z");
    private static final Instant UNDERSTOOD = Instant.parse("2027-02-01T00:00:00Z");

    /** First without hours; that the law has some was understood later. */
    private static final RulePack FIRST = pack("2026.1", ExampleLaws.FR_2026.knownSince(), false);

    private static final RulePacks RULES =
            new RulePacks(List.of(FIRST, pack("2026.2", UNDERSTOOD, true)));

    private static final RecordingLaw RECORDING = new RecordingLaw();

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    @Test
    void answersByTheRulesAsTheyWereKnown() {
        var decided = decide(FIRST, Examples.BY_VOIX, Examples.given());
        var replay = replay(decided, Examples.given());

        assertThat(decided.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(replay.asOf(NIGHT)).isEqualTo(decided);
        assertThat(replay.asOf(UNDERSTOOD.minusNanos(1))).isEqualTo(decided);
        assertThat(replay.asOf(UNDERSTOOD))
                .satisfies(
                        again -> {
                            assertThat(again.verdict()).isEqualTo(Verdict.DENY);
                            assertThat(again.reasons())
                                    .extracting(Reason::code)
                                    .containsExactly(ReasonCode.OUTSIDE_HOURS);
                            assertThat(again.at()).isEqualTo(NIGHT);
                        });
        assertThat(replay.asOf(FIRST.knownSince().minusNanos(1)).reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.RULESET_UNKNOWN);
    }

    /** What the tenant added counts again, for this tenant alone. */
    @Test
    void answersByTheHouseRulesOfTheTenantToo(@TempDir Path folder) throws IOException {
        var morning = Instant.parse("2026-12-01T09:10:00Z");
        var rules = new RulePacks(Files.writeString(folder.resolve("house.yaml"), LATE_RISERS));
        var question =
                Offers.offering(
                        Examples.askingUnder(
                                rules.inForce(TENANT.value(), List.of("FR"), morning, morning),
                                Examples.BY_VOIX,
                                List.of(),
                                morning),
                        "fibre");
        var life = List.<ContactPermissionEvent>of(Offers.givenAbout("fibre"));

        var decided = (CallDecided) decider.decide(question, decider.replay(life)).getFirst();

        assertThat(decided.ruleSets())
                .extracting(RuleSet::id)
                .containsExactly("FR-2026", "HELIOS-HOUSE");
        assertThat(decided.nextAllowedAt()).isEqualTo(Instant.parse("2026-12-01T10:00:00Z"));
        assertThat(
                        new CallDecisionReplay(
                                        TENANT,
                                        decided,
                                        "dialer-1",
                                        life,
                                        true,
                                        new CallLaws(rules, RECORDING))
                                .asOf(morning))
                .usingRecursiveComparison()
                .ignoringFields("circumstances.tzdataVersion")
                .isEqualTo(decided);
        assertThat(
                        new CallDecisionReplay(
                                        new TenantId("boreal"),
                                        decided,
                                        "dialer-1",
                                        life,
                                        true,
                                        new CallLaws(rules, RECORDING))
                                .asOf(morning)
                                .verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    static Stream<List<ContactPermissionEvent>> lives() {
        return Stream.of(
                List.of(),
                List.of(Examples.given()),
                List.of(Examples.given(), Examples.withdrawn(Examples.NOW)),
                List.of(Examples.given(), Examples.objected(Examples.NOW)));
    }

    /** Whoever asks, and whatever happens afterwards. */
    @ParameterizedTest
    @MethodSource("lives")
    void answersTheSameForTheMomentOfTheDecision(List<ContactPermissionEvent> before) {
        for (var by :
                List.of(
                        Examples.BY_VOIX,
                        Examples.BY_ATLAS,
                        Examples.BY_RHONE,
                        Examples.BY_STRANGER)) {
            var decided = decide(FIRST, by, before.toArray(ContactPermissionEvent[]::new));

            var replay =
                    new CallDecisionReplay(
                            TENANT,
                            decided,
                            "dialer-1",
                            before,
                            true,
                            new CallLaws(RULES, RECORDING));

            assertThat(replay.asOf(decided.at())).isEqualTo(decided);
        }
    }

    private CallDecided decide(
            @Nullable RulePack pack, ActingParty by, ContactPermissionEvent... before) {
        var question =
                new ContactPermissionCommand.DecideCall(
                        Examples.DECISION,
                        by,
                        Examples.RHONE,
                        Examples.SUBJECT,
                        Purpose.PROSPECTING_CALL,
                        "fibre-autumn",
                        Examples.circumstances(Examples.IN_PARIS, Purpose.QUALITY)
                                .computedBy(CalleePlaces.TZDATA),
                        new CallLaw(
                                pack == null ? List.of() : List.of(pack),
                                RECORDING.terms(Examples.IN_PARIS, null, NIGHT, NIGHT)),
                        NIGHT);
        return (CallDecided)
                decider.decide(question, decider.replay(Arrays.asList(before))).getFirst();
    }

    private static CallDecisionReplay replay(
            CallDecided decided, ContactPermissionEvent... before) {
        return new CallDecisionReplay(
                TENANT, decided, "dialer-1", List.of(before), true, new CallLaws(RULES, RECORDING));
    }

    private static RulePack pack(String version, Instant knownSince, boolean withHours) {
        return ExampleLaws.pack(
                version, knownSince, null, withHours ? ExampleLaws.FR_2026.windows() : null);
    }
}
