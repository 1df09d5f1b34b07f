// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.STATEMENT;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.flagged;
import static io.temoin.consent.permission.domain.Examples.flagging;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.linking;
import static io.temoin.consent.permission.domain.Examples.objected;
import static io.temoin.consent.permission.domain.Examples.objecting;
import static io.temoin.consent.permission.domain.Examples.objectingToRecordings;
import static io.temoin.consent.permission.domain.Examples.withdrawing;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Defect;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContactPermissionDeciderTest {

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Nested
    class Withdrawing {

        @Test
        void recordsTheStatement() {
            permission
                    .given(given())
                    .when(withdrawing(BY_VOIX, NOW))
                    .then(
                            new ConsentWithdrawn(
                                    STATEMENT, RHONE, SUBJECT, Channel.VOICE, VOIX, NOW, NOW));
        }

        /** D3: a mistyped year must not be answered as effective while the calls go on. */
        @Test
        void isRefusedWhenItIsDatedBeforeEveryConsentInForce() {
            permission
                    .given(given())
                    .when(withdrawing(BY_VOIX, COLLECTED.minusSeconds(1)))
                    .thenRejected(ConsentProblem.WITHDRAWAL_ENDS_NOTHING);
        }

        @Test
        void isRecordedWhenNoConsentIsInForceAnyMore() {
            Instant early = COLLECTED.minusSeconds(1);
            permission
                    .given(given(), withdrawn(NOW))
                    .when(withdrawing(BY_VOIX, early))
                    .then(withdrawn(early));
        }

        @Test
        void isNeverRefusedForWantOfAConsent() {
            permission.given().when(withdrawing(BY_VOIX, NOW)).then(withdrawn(NOW));
        }

        @Test
        void isRecordedAgainWhenStatedAgain() {
            permission.given(withdrawn(NOW)).when(withdrawing(BY_VOIX, NOW)).then(withdrawn(NOW));
        }

        @Test
        void isRefusedForAControllerTheCallerDoesNotActFor() {
            permission
                    .given()
                    .when(withdrawing(BY_STRANGER, NOW))
                    .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
        }

        @Test
        void isRefusedWhenStatedInTheFuture() {
            permission
                    .given()
                    .when(withdrawing(BY_VOIX, NOW.plusSeconds(6)))
                    .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
        }
    }

    @Nested
    class Linking {

        @Test
        void recordsWhatTheLinkIsFor() {
            permission
                    .given()
                    .when(linking(BY_VOIX))
                    .then(
                            new SelfServiceLinkIssued(
                                    STATEMENT,
                                    RHONE,
                                    SUBJECT,
                                    List.of(LinkScope.VIEW, LinkScope.WITHDRAW),
                                    VOIX,
                                    null,
                                    NOW.plusSeconds(72 * 3600),
                                    NOW));
        }

        @Test
        void isRefusedForAControllerTheCallerDoesNotActFor() {
            permission
                    .given()
                    .when(linking(BY_STRANGER))
                    .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
        }

        /** Who makes a link holds its token, and could speak for the person with it. */
        @ParameterizedTest
        @EnumSource(LinkScope.class)
        void aProcessorsLinkOnlyShowsAndEnds(LinkScope scope) {
            if (scope == LinkScope.PREFERENCES || scope == LinkScope.DATA_REQUEST) {
                permission
                        .given()
                        .when(linking(BY_VOIX, false, LinkScope.VIEW, scope))
                        .thenRejected(ConsentProblem.NOT_THE_CONTROLLER);
            } else {
                assertIssued(linking(BY_VOIX, false, scope));
            }
            assertIssued(linking(BY_RHONE, false, scope));
            assertIssued(linking(BY_VOIX, true, scope));
        }

        private void assertIssued(ContactPermissionCommand.IssueSelfServiceLink command) {
            assertThat(decider.decide(command, ContactPermission.NOTHING_KNOWN))
                    .singleElement()
                    .extracting(event -> ((SelfServiceLinkIssued) event).scopes())
                    .isEqualTo(command.scopes());
        }

        @Test
        void changesNothingForTheNextDecision() {
            var before = decider.replay(List.of(given()));
            var after = decider.evolve(before, decider.decide(linking(BY_VOIX), before).getFirst());
            assertThat(after).isEqualTo(before);
        }
    }

    /** A16: an objection to recordings of earlier calls ends no call, nor a consent to calls. */
    @Nested
    class ObjectingToRecordings {

        @Test
        void a16RecordsTheStatementAndTheCallItIsAbout() {
            permission
                    .given(given())
                    .when(objectingToRecordings(BY_VOIX, DECISION, NOW))
                    .then(
                            new RecordingObjectionRecorded(
                                    STATEMENT,
                                    RHONE,
                                    SUBJECT,
                                    DECISION,
                                    Channel.VOICE,
                                    VOIX,
                                    NOW,
                                    NOW));
        }

        @Test
        void changesNoPermission() {
            var before = decider.replay(List.of(given()));
            var objection =
                    decider.decide(objectingToRecordings(BY_VOIX, null, NOW), before).getFirst();
            assertThat(decider.evolve(before, objection)).isEqualTo(before);
        }

        @Test
        void isRefusedForAControllerTheCallerDoesNotActFor() {
            permission
                    .given()
                    .when(objectingToRecordings(BY_STRANGER, null, NOW))
                    .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
        }

        @Test
        void isRefusedWhenStatedInTheFuture() {
            permission
                    .given()
                    .when(objectingToRecordings(BY_VOIX, null, NOW.plusSeconds(6)))
                    .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
        }
    }

    @Nested
    class Objecting {

        @Test
        void recordsTheStatement() {
            permission
                    .given()
                    .when(objecting(BY_RHONE, NOW))
                    .then(
                            new MarketingObjectionRecorded(
                                    STATEMENT, RHONE, SUBJECT, Channel.VOICE, RHONE, NOW, NOW));
        }

        @Test
        void isRecordedAgainWhenStatedAgain() {
            permission.given(objected(NOW)).when(objecting(BY_VOIX, NOW)).then(objected(NOW));
        }

        @Test
        void isRefusedForAControllerTheCallerDoesNotActFor() {
            permission
                    .given()
                    .when(objecting(BY_STRANGER, NOW))
                    .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
        }

        @Test
        void isRefusedWhenStatedInTheFuture() {
            permission
                    .given()
                    .when(objecting(BY_VOIX, NOW.plusSeconds(6)))
                    .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
        }
    }

    @Nested
    class FlaggingMinors {

        @Test
        void recordsTheStatement() {
            permission
                    .given(given())
                    .when(flagging(BY_VOIX, NOW))
                    .then(
                            new MinorFlagged(
                                    STATEMENT, RHONE, SUBJECT, Channel.VOICE, VOIX, NOW, NOW));
        }

        @Test
        void isRecordedAgainWhenStatedAgain() {
            permission.given(flagged(NOW)).when(flagging(BY_VOIX, NOW)).then(flagged(NOW));
        }

        @Test
        void remembersTheFirst() {
            var state = decider.replay(List.of(flagged(NOW.minusSeconds(9)), flagged(NOW)));
            assertThat(state.minorSince()).isEqualTo(NOW.minusSeconds(9));
        }

        @Test
        void isRefusedForAControllerTheCallerDoesNotActFor() {
            permission
                    .given()
                    .when(flagging(BY_STRANGER, NOW))
                    .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
        }

        @Test
        void isRefusedWhenStatedInTheFuture() {
            permission
                    .given()
                    .when(flagging(BY_VOIX, NOW.plusSeconds(6)))
                    .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
        }

        /** A15: what a minor says is no consent. */
        @Test
        void leavesNothingToConsentTo() {
            var state = decider.replay(List.of(flagged(NOW)));

            assertThat(decider.decide(Examples.giving(), state))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ConsentRefused.class,
                            refused ->
                                    assertThat(refused.defects())
                                            .extracting(Defect::code)
                                            .containsExactly("minor"));
        }
    }
}
