// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Decisions.allowed;
import static io.temoin.consent.permission.domain.Decisions.decided;
import static io.temoin.consent.permission.domain.Decisions.dialled;
import static io.temoin.consent.permission.domain.Examples.BY_ATLAS;
import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.attempted;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.reporting;
import static io.temoin.consent.rules.domain.Purpose.CUSTOMER_SERVICE;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReportAttempt;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.List;
import java.util.UUID;
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
}
