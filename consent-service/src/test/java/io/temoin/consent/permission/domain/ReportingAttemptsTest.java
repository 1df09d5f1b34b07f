// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Decisions.decided;
import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_ATLAS;
import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.attempted;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.reporting;
import static io.temoin.consent.rules.domain.Purpose.CUSTOMER_SERVICE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReportAttempt;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class ReportingAttemptsTest {

    private static final UUID UNKNOWN = UUID.fromString("019a0000-0000-7000-8000-0000000000ff");

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Nested
    class Recording {

        @ParameterizedTest
        @EnumSource(mode = Mode.EXCLUDE, names = "REFUSED")
        void recordsWhatBecameOfTheCall(CallOutcome outcome) {
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(reporting(BY_VOIX, DECISION, outcome))
                    .then(attempted(VOIX, DECISION, outcome, NOW));
        }

        /** A10: no to this call is no to the next ones, at that instant. */
        @Test
        void recordsARefusalAsAWithdrawalAndAnObjection() {
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(reporting(BY_VOIX, DECISION, CallOutcome.REFUSED))
                    .then(
                            attempted(VOIX, DECISION, CallOutcome.REFUSED, NOW),
                            withdrawn(VOIX),
                            objected(VOIX));
        }

        /** C. conso. R223-3: whatever the report of the call is worth, the refusal counts. */
        @ParameterizedTest
        @MethodSource(
                "io.temoin.consent.permission.domain.ReportingAttemptsTest#thatMayNotBeReported")
        void recordsARefusalAloneWhereTheAttemptMayNotBeReported(ReportAttempt refusal) {
            PartyId by = refusal.by().organisation();
            permission.given(given()).when(refusal).then(withdrawn(by), objected(by));
        }

        @Test
        void recordsACallThatNobodyAskedAboutOnTheControllersWord() {
            permission
                    .given()
                    .when(reporting(BY_RHONE, null, CallOutcome.ANSWERED))
                    .then(attempted(RHONE, null, CallOutcome.ANSWERED, NOW));
        }

        @ParameterizedTest
        @EnumSource(mode = Mode.EXCLUDE, names = "ALLOW")
        void recordsACallThatTheAnswerDidNotAllow(Verdict verdict) {
            permission
                    .given()
                    .when(
                            reporting(
                                    BY_VOIX,
                                    DECISION,
                                    decided(DECISION, VOIX, verdict),
                                    CallOutcome.ANSWERED))
                    .then(attempted(VOIX, DECISION, CallOutcome.ANSWERED, NOW));
        }

        /** What was allowed and dialled is told, whatever became of the agreement since. */
        @Test
        void recordsAnAllowedCallWithoutAMandate() {
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(
                            reporting(BY_VOIX, DECISION, CallOutcome.ANSWERED)
                                    .under(decided(DECISION), null))
                    .then(attempted(VOIX, DECISION, CallOutcome.ANSWERED, NOW));
        }

        @Test
        void theControllerMaySayThatItsProcessorDidNotDial() {
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(reporting(BY_RHONE, DECISION, CallOutcome.NOT_DIALLED))
                    .then(attempted(RHONE, DECISION, CallOutcome.NOT_DIALLED, NOW));
        }
    }

    @Nested
    class Refusing {

        @Test
        void refusesForAControllerTheCallerDoesNotActFor() {
            permission
                    .given()
                    .when(reporting(BY_STRANGER, DECISION, CallOutcome.BUSY))
                    .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
        }

        /** Calls that were made up would keep the controller's processors from calling. */
        @Test
        void refusesOfWhoHasNoMandateWhatNobodyAllowed() {
            permission
                    .given()
                    .when(reporting(BY_VOIX, null, CallOutcome.BUSY).under(null, null))
                    .thenRejected(ConsentProblem.PROCESSOR_NOT_AUTHORISED);
            permission
                    .given()
                    .when(
                            reporting(BY_VOIX, DECISION, CallOutcome.BUSY)
                                    .under(decided(DECISION, VOIX, Verdict.DENY), null))
                    .thenRejected(ConsentProblem.PROCESSOR_NOT_AUTHORISED);
        }

        @ParameterizedTest
        @EnumSource(mode = Mode.EXCLUDE, names = "REFUSED")
        void refusesOfAProcessorWhatItDidNotAskAbout(CallOutcome outcome) {
            permission
                    .given()
                    .when(reporting(BY_VOIX, null, outcome))
                    .thenRejected(ConsentProblem.DECISION_MISSING);
        }

        @Test
        void refusesADecisionThatIsNotThere() {
            permission
                    .given()
                    .when(reporting(BY_VOIX, UNKNOWN, null, CallOutcome.ANSWERED))
                    .thenRejected(ConsentProblem.DECISION_UNKNOWN);
        }

        /** Else a call to sell something would not count, called customer service in its report. */
        @Test
        void refusesAnotherPurposeThanTheDecisions() {
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(reportingServiceCall(CallOutcome.ANSWERED))
                    .thenRejected(ConsentProblem.ATTEMPT_CONTRADICTORY);
        }

        @Test
        void refusesACallBeforeItsDecision() {
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(reporting(CallOutcome.BUSY, NOW.minusSeconds(6), null))
                    .thenRejected(ConsentProblem.ATTEMPT_CONTRADICTORY);
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(reporting(CallOutcome.BUSY, NOW.minusSeconds(5), null))
                    .then(attempted(VOIX, DECISION, CallOutcome.BUSY, NOW.minusSeconds(5)));
        }

        @Test
        void refusesACallOfTheFuture() {
            permission
                    .given()
                    .when(reporting(CallOutcome.BUSY, NOW.plusSeconds(6), null))
                    .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
        }

        @Test
        void refusesARefusalOfTheFuture() {
            permission
                    .given()
                    .when(reporting(CallOutcome.REFUSED, NOW, NOW.plusSeconds(6)))
                    .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
        }

        @Test
        void refusesARefusalBeforeTheCall() {
            permission
                    .given()
                    .when(reporting(CallOutcome.REFUSED, NOW, NOW.minusSeconds(1)))
                    .thenRejected(ConsentProblem.ATTEMPT_CONTRADICTORY);
        }

        @Test
        void refusesARefusalWithoutItsMoment() {
            permission
                    .given()
                    .when(reporting(CallOutcome.REFUSED, NOW, null))
                    .thenRejected(ConsentProblem.ATTEMPT_CONTRADICTORY);
        }

        @Test
        void refusesTheMomentOfARefusalThatWasNone() {
            permission
                    .given()
                    .when(reporting(CallOutcome.BUSY, NOW, NOW))
                    .thenRejected(ConsentProblem.ATTEMPT_CONTRADICTORY);
        }

        @Test
        void refusesToTakeBackWhatNobodyNames() {
            permission
                    .given()
                    .when(reporting(BY_RHONE, null, CallOutcome.NOT_DIALLED))
                    .thenRejected(ConsentProblem.ATTEMPT_CONTRADICTORY);
        }

        @Test
        void refusesToTakeBackWhatWasReported() {
            permission
                    .given(given(), allowed(DECISION, NOW), dialled(DECISION, NOW))
                    .when(reporting(BY_VOIX, DECISION, CallOutcome.NOT_DIALLED))
                    .thenRejected(ConsentProblem.ATTEMPT_MADE);
        }

        @Test
        void answersOfTheCallOfAnotherProcessorAsOfOneNobodyKnows() {
            permission
                    .given(given(), allowed(DECISION, NOW))
                    .when(reporting(BY_ATLAS, DECISION, CallOutcome.NOT_DIALLED))
                    .thenRejected(ConsentProblem.DECISION_UNKNOWN);
            permission
                    .given(given(), allowed(DECISION, NOW), dialled(DECISION, NOW))
                    .when(reporting(BY_ATLAS, DECISION, CallOutcome.ANSWERED))
                    .thenRejected(ConsentProblem.DECISION_UNKNOWN);
        }
    }

    @Nested
    class Counting {

        @Test
        void anAllowedCallCountsBeforeItIsReported() {
            assertCapped(fourAllowed());
        }

        @Test
        void aReportedCallCountsOnce() {
            var life = fourAllowed().subList(0, 4);
            life.add(dialled(decision(0), NOW));
            life.add(attempted(VOIX, decision(0), CallOutcome.ANSWERED, NOW));
            assertAllowed(life);
        }

        @Test
        void aCallThatWasNotMadeDoesNotCount() {
            var life = fourAllowed();
            life.add(attempted(VOIX, decision(1), CallOutcome.NOT_DIALLED, NOW));
            assertAllowed(life);
        }

        @Test
        void aCallThatWasMadeAfterAllCounts() {
            var life = fourAllowed();
            life.add(attempted(VOIX, decision(1), CallOutcome.NOT_DIALLED, NOW));
            life.add(dialled(decision(1), NOW));
            life.add(attempted(VOIX, decision(1), CallOutcome.NOT_DIALLED, NOW));
            assertCapped(life);
        }

        /** C. conso. D223-9: per professional, whoever dials for them. */
        @Test
        void callsOfEveryProcessorCount() {
            var life = fourAllowed().subList(0, 3);
            life.add(attempted(Examples.ATLAS, null, CallOutcome.BUSY, NOW));
            life.add(attempted(RHONE, UNKNOWN, CallOutcome.NO_ANSWER, NOW));
            assertCapped(life);
        }

        /** The first was on the 1st of October, Paris; the 31st is a Saturday. */
        @Test
        void theFifthIsAllowedThirtyDaysAfterTheFirst() {
            var life = life();
            for (int i = 0; i < 4; i++) {
                life.add(
                        allowed(
                                decision(i),
                                Instant.parse("2026-10-0%dT08:30:00Z".formatted(i + 1))));
            }
            var denied =
                    (Denied) CallRules.evaluate(at("2026-10-30T18:59:59Z"), decider.replay(life));
            assertThat(denied.reasons())
                    .containsExactly(
                            Reason.of(ReasonCode.FREQUENCY_CAP, "C. conso. D223-9")
                                    .with(
                                            Fact.of(FactName.ATTEMPTS, 4),
                                            Fact.of(FactName.MAX_ATTEMPTS, 4),
                                            Fact.of(FactName.WINDOW, "P30D"),
                                            Fact.of(FactName.ENDS_AT, "2026-10-30T23:00:00Z")));
            assertThat(denied.nextAllowedAt()).isEqualTo(Instant.parse("2026-11-02T09:00:00Z"));
            assertThat(CallRules.evaluate(at("2026-11-02T09:00:00Z"), decider.replay(life)))
                    .isInstanceOf(CallVerdict.Allowed.class);
        }

        @Test
        void whatDoesNotCountNeverPushesOutWhatDoes() {
            var life = fourAllowed();
            for (int i = 0; i < 2 * Attempts.MOST; i++) {
                life.add(allowed(decision(100 + i), NOW));
                life.add(attempted(VOIX, decision(100 + i), CallOutcome.NOT_DIALLED, NOW));
            }
            assertCapped(life);
            assertThat(decider.replay(life).attempts().latest()).hasSize(Attempts.MOST + 4);
        }

        @Test
        void onlyTheLatestAreRemembered() {
            var life = life();
            for (int i = 0; i < 2 * Attempts.MOST; i++) {
                life.add(dialled(decision(i), NOW.minus(Duration.ofDays(i))));
            }
            assertThat(decider.replay(life).attempts().counted())
                    .hasSize(Attempts.MOST)
                    .endsWith(NOW)
                    .doesNotContain(NOW.minus(Duration.ofDays(Attempts.MOST)));
        }

        private void assertCapped(List<ContactPermissionEvent> life) {
            assertThat(CallRules.evaluate(asking(BY_VOIX), decider.replay(life)).reasons())
                    .extracting(Reason::code)
                    .containsExactly(ReasonCode.FREQUENCY_CAP);
        }

        private void assertAllowed(List<ContactPermissionEvent> life) {
            assertThat(CallRules.evaluate(asking(BY_VOIX), decider.replay(life)).reasons())
                    .extracting(Reason::code)
                    .containsExactly(ReasonCode.CONSENT_IN_FORCE);
        }

        private ContactPermissionCommand.DecideCall at(String moment) {
            return asking(BY_VOIX, FR_2026, List.of(), Instant.parse(moment));
        }
    }

    static List<ReportAttempt> thatMayNotBeReported() {
        CallDecided denied = decided(DECISION, VOIX, Verdict.DENY);
        return List.of(
                reporting(BY_VOIX, DECISION, denied, CallOutcome.REFUSED).under(denied, null),
                reporting(BY_VOIX, null, CallOutcome.REFUSED),
                reporting(BY_VOIX, null, CallOutcome.REFUSED).under(null, null),
                reporting(BY_VOIX, UNKNOWN, null, CallOutcome.REFUSED),
                reporting(BY_ATLAS, DECISION, CallOutcome.REFUSED),
                reportingServiceCall(CallOutcome.REFUSED));
    }

    private static ReportAttempt reportingServiceCall(CallOutcome outcome) {
        return new ReportAttempt(
                Examples.IDS,
                BY_VOIX,
                RHONE,
                SUBJECT,
                CUSTOMER_SERVICE,
                DECISION,
                decided(DECISION),
                Examples.MANDATE,
                outcome,
                NOW,
                outcome == CallOutcome.REFUSED ? NOW : null,
                NOW);
    }

    private static ConsentWithdrawn withdrawn(PartyId receivedBy) {
        return new ConsentWithdrawn(
                Examples.IDS.withdrawal(), RHONE, SUBJECT, Channel.VOICE, receivedBy, NOW, NOW);
    }

    private static MarketingObjectionRecorded objected(PartyId receivedBy) {
        return new MarketingObjectionRecorded(
                Examples.IDS.objection(), RHONE, SUBJECT, Channel.VOICE, receivedBy, NOW, NOW);
    }

    private static List<ContactPermissionEvent> life() {
        return new ArrayList<>(List.of(given()));
    }

    private static List<ContactPermissionEvent> fourAllowed() {
        var life = life();
        for (int i = 0; i < 4; i++) {
            life.add(allowed(decision(i), NOW.minus(Duration.ofDays(i))));
        }
        return life;
    }

    private static UUID decision(int number) {
        return new UUID(DECISION.getMostSignificantBits(), number);
    }

    private static CallAttempted dialled(@Nullable UUID decision, Instant at) {
        return attempted(VOIX, decision, CallOutcome.NO_ANSWER, at);
    }

    private static CallDecided allowed(UUID decision, Instant at) {
        return new CallDecided(
                decision,
                RHONE,
                VOIX,
                SUBJECT,
                PROSPECTING_CALL,
                null,
                Verdict.ALLOW,
                List.of(Reason.of(ReasonCode.CONSENT_IN_FORCE, "C. conso. L223-1, R223-1")),
                List.of(FR_2026.ruleSet()),
                null,
                Examples.CONSENT,
                at.plusSeconds(60),
                null,
                null,
                List.of(),
                Examples.circumstances(Examples.IN_PARIS),
                null,
                at);
    }
}
