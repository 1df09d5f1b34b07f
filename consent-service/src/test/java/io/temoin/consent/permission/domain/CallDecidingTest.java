// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.recording.domain.OnRefusal;
import io.temoin.consent.recording.domain.PurposeOutcome;
import io.temoin.consent.recording.domain.RecordingExplanation;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingScope;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallDecidingTest {

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Test
    void recordsAnAllowanceWithWhatItRestsOn() {
        permission
                .given(given())
                .when(asking(BY_VOIX, FR_2026, List.of(Purpose.QUALITY), NOW))
                .then(
                        new CallDecided(
                                DECISION,
                                RHONE,
                                VOIX,
                                SUBJECT,
                                Purpose.PROSPECTING_CALL,
                                "fibre-autumn",
                                Verdict.ALLOW,
                                List.of(
                                        Reason.of(
                                                        ReasonCode.CONSENT_IN_FORCE,
                                                        "C. conso. L223-1, R223-1")
                                                .with(
                                                        Fact.of(FactName.CONSENT, CONSENT),
                                                        Fact.of(
                                                                FactName.COLLECTED_AT,
                                                                Examples.COLLECTED),
                                                        Fact.of(
                                                                FactName.VALID_UNTIL,
                                                                "2027-09-01T08:00:00Z"))),
                                List.of(FR_2026.ruleSet()),
                                null,
                                CONSENT,
                                NOW.plusSeconds(60),
                                new RecordingPermission(
                                        RecordingMode.NOTICE_PLUS_OPTOUT,
                                        "FR-NOTICE-QUALITY-1",
                                        List.of(Purpose.QUALITY),
                                        List.of(
                                                new RetentionPreview(
                                                        Purpose.QUALITY,
                                                        Period.ofMonths(6),
                                                        RetentionTrigger.RECORDING_ENDED,
                                                        KeepingBound.AT_MOST)),
                                        RecordingScope.SAMPLE,
                                        OnRefusal.CONTINUE_UNRECORDED),
                                new RecordingExplanation(
                                        RecordingMode.NOTICE_PLUS_OPTOUT,
                                        List.of(new RuleSet("FR-RECORDING", "2026.1")),
                                        List.of(),
                                        List.of(
                                                new PurposeOutcome(
                                                        Purpose.QUALITY, PurposeOutcome.Code.DRAWN),
                                                new PurposeOutcome(
                                                        Purpose.TRAINING,
                                                        PurposeOutcome.Code.NOT_DRAWN))),
                                List.of(),
                                Examples.circumstances(Examples.IN_PARIS, Purpose.QUALITY),
                                null,
                                NOW));
    }

    @Test
    void recordsARefusalAsAnAnswer() {
        permission
                .given()
                .when(asking(BY_VOIX))
                .then(
                        new CallDecided(
                                DECISION,
                                RHONE,
                                VOIX,
                                SUBJECT,
                                Purpose.PROSPECTING_CALL,
                                "fibre-autumn",
                                Verdict.DENY,
                                List.of(
                                        Reason.of(
                                                ReasonCode.NO_CONSENT, "C. conso. L223-1, R223-1")),
                                List.of(FR_2026.ruleSet()),
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                Examples.circumstances(Examples.IN_PARIS),
                                null,
                                NOW));
    }

    @Test
    void aRefusalChangesNothingForTheNextDecision() {
        var before = decider.replay(List.of(given(), objected(NOW)));
        var after = decider.evolve(before, decider.decide(asking(BY_VOIX), before).getFirst());
        assertThat(after).isEqualTo(before);
    }

    @Test
    void namesNoRulesWhereNoneAreKnown() {
        var events =
                decider.decide(
                        asking(BY_VOIX, null, List.of(), NOW), ContactPermission.NOTHING_KNOWN);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        CallDecided.class, decided -> assertThat(decided.ruleSets()).isEmpty());
    }
}
