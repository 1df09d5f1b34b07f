// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import static io.temoin.consent.serving.domain.Reports.ANNOUNCED;
import static io.temoin.consent.serving.domain.Reports.BY_VOIX;
import static io.temoin.consent.serving.domain.Reports.CALL;
import static io.temoin.consent.serving.domain.Reports.DECIDED;
import static io.temoin.consent.serving.domain.Reports.DECISION;
import static io.temoin.consent.serving.domain.Reports.NOW;
import static io.temoin.consent.serving.domain.Reports.PLAYED;
import static io.temoin.consent.serving.domain.Reports.RHONE;
import static io.temoin.consent.serving.domain.Reports.VOIX;
import static io.temoin.consent.serving.domain.Reports.YES;
import static io.temoin.consent.serving.domain.Reports.answered;
import static io.temoin.consent.serving.domain.Reports.failed;
import static io.temoin.consent.serving.domain.Reports.heard;
import static io.temoin.consent.serving.domain.Reports.notPlayed;
import static io.temoin.consent.serving.domain.Reports.report;
import static io.temoin.consent.serving.domain.Reports.served;

import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.serving.domain.PersonsAnswer.AnswerMethod;
import io.temoin.consent.serving.domain.PersonsAnswer.AnswerValue;
import io.temoin.consent.serving.domain.ReportServing.Outcome;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServingDeciderTest {

    private final DeciderSpecification<ReportServing, Servings, ServingEvent> serving =
            DeciderSpecification.of(new ServingDecider());

    @Nested
    class WhatIsRecorded {

        @Test
        void thatItWasHeard() {
            serving.given().when(heard(null)).then(served(null));
        }

        @Test
        void whatThePersonAnswered() {
            serving.given().when(heard(YES)).then(answered());
        }

        @Test
        void thatItFailed() {
            serving.given().when(failed(PLAYED)).then(notPlayed(PLAYED));
        }

        @Test
        void aSecondTryAfterAFailure() {
            serving.given(notPlayed()).when(heard(YES)).then(answered());
        }

        /** A language tag has no case (RFC 5646 §2.1.1); what is kept is the announcement's. */
        @Test
        void aLanguageHoweverItIsWritten() {
            serving.given()
                    .when(
                            Reports.of(
                                            CALL,
                                            BY_VOIX,
                                            ANNOUNCED.notice(),
                                            "FR",
                                            NoticeChannel.VOICE,
                                            Outcome.SERVED)
                                    .apply(PLAYED, null))
                    .then(served(null));
        }

        @Test
        void theCallOfTheControllerItself() {
            var own = new AnnouncedCall(DECISION, RHONE, RHONE, CALL.subject(), ANNOUNCED, DECIDED);
            serving.given(notPlayed(PLAYED))
                    .when(of(own, new ActingParty(RHONE, Set.of()), Outcome.FAILED, PLAYED))
                    .thenNothing();
        }
    }

    @Nested
    class ASecondReportOfTheSameMoment {

        @Test
        void isTheFirstOneWhenItSaysTheSame() {
            serving.given(served(null)).when(heard(null)).thenNothing();
            serving.given(answered()).when(heard(YES)).thenNothing();
            serving.given(notPlayed(PLAYED)).when(failed(PLAYED)).thenNothing();
        }

        @Test
        void addsTheAnswerThatWasMissing() {
            serving.given(served(null)).when(heard(YES)).then(answered());
        }

        @Test
        void takesNoAnswerBack() {
            serving.given(answered()).when(heard(null)).thenNothing();
            serving.given(served(null), answered()).when(heard(null)).thenNothing();
        }

        @Test
        void mayNotAnswerOtherwise() {
            serving.given(answered())
                    .when(heard(new PersonsAnswer(AnswerValue.NO, YES.at(), AnswerMethod.SPOKEN)))
                    .thenRejected(ServingProblem.SERVING_CONTRADICTORY);
        }

        @Test
        void mayNotHaveFailedAndBeenHeard() {
            serving.given(notPlayed(PLAYED))
                    .when(heard(null))
                    .thenRejected(ServingProblem.SERVING_CONTRADICTORY);
            serving.given(served(null))
                    .when(failed(PLAYED))
                    .thenRejected(ServingProblem.SERVING_CONTRADICTORY);
        }
    }

    @Nested
    class WhoReports {

        @Test
        void mustActForTheController() {
            serving.given()
                    .when(of(CALL, new ActingParty(VOIX, Set.of()), Outcome.SERVED, PLAYED))
                    .thenRejected(ServingProblem.CONTROLLER_NOT_AUTHORISED);
        }

        @Test
        void mustKnowTheDecision() {
            serving.given()
                    .when(
                            Reports.of(
                                            null,
                                            BY_VOIX,
                                            ANNOUNCED.notice(),
                                            "fr",
                                            NoticeChannel.VOICE,
                                            Outcome.SERVED)
                                    .apply(PLAYED, null))
                    .thenRejected(ServingProblem.DECISION_UNKNOWN);
        }

        @Test
        void mustHaveAskedForTheDecision() {
            var atlas = new ActingParty(new PartyId("atlas-contact"), Set.of(RHONE));
            serving.given()
                    .when(of(CALL, atlas, Outcome.SERVED, PLAYED))
                    .thenRejected(ServingProblem.DECISION_UNKNOWN);
        }
    }

    @Nested
    class WhatWasPlayed {

        @Test
        void isNothingWhereNothingIsRecorded() {
            var unrecorded =
                    new AnnouncedCall(DECISION, RHONE, VOIX, CALL.subject(), null, DECIDED);
            serving.given()
                    .when(of(unrecorded, BY_VOIX, Outcome.SERVED, PLAYED))
                    .thenRejected(ServingProblem.NOTHING_TO_ANNOUNCE);
        }

        @ParameterizedTest
        @CsvSource({
            "FR-NOTICE-INSURANCE-1, fr, VOICE, NOTICE_NOT_DECIDED",
            "FR-NOTICE-QUALITY-1, de, VOICE, NOTICE_LANGUAGE_OTHER",
            "FR-NOTICE-QUALITY-1, fr, SMS, NOTICE_CHANNEL_UNFIT"
        })
        void isWhatTheDecisionNamed(
                String notice, String language, NoticeChannel channel, ServingProblem problem) {
            serving.given()
                    .when(
                            Reports.of(CALL, BY_VOIX, notice, language, channel, Outcome.SERVED)
                                    .apply(PLAYED, null))
                    .thenRejected(problem);
        }
    }

    @Nested
    class When {

        @ParameterizedTest
        @EnumSource(Outcome.class)
        void itWasIsNotInTheFuture(Outcome outcome) {
            serving.given()
                    .when(report(outcome, NOW.plusSeconds(6), null))
                    .thenRejected(ServingProblem.STATED_IN_THE_FUTURE);
        }

        @Test
        void clocksMayBeOff() {
            Instant early = DECIDED.minusSeconds(5);
            serving.given(notPlayed(early)).when(failed(early)).thenNothing();
            Instant late = NOW.plusSeconds(5);
            serving.given(notPlayed(late)).when(failed(late)).thenNothing();
        }

        @Test
        void itWasIsNotBeforeTheDecision() {
            serving.given()
                    .when(report(Outcome.SERVED, DECIDED.minusSeconds(6), null))
                    .thenRejected(ServingProblem.SERVED_OUTSIDE_CALL);
        }

        @Test
        void itWasIsNotLaterThanTheCallCanLast() {
            var old = decidedAt(NOW.minus(ServingDecider.LONGEST_CALL).minusSeconds(1));
            serving.given()
                    .when(of(old, BY_VOIX, Outcome.SERVED, NOW))
                    .thenRejected(ServingProblem.SERVED_OUTSIDE_CALL);
            var justInTime = decidedAt(NOW.minus(ServingDecider.LONGEST_CALL));
            serving.given(notPlayed(NOW))
                    .when(of(justInTime, BY_VOIX, Outcome.FAILED, NOW))
                    .thenNothing();
        }
    }

    @Nested
    class TheAnswer {

        @Test
        void isNoneToWhatWasNotPlayed() {
            serving.given()
                    .when(report(Outcome.FAILED, PLAYED, YES))
                    .thenRejected(ServingProblem.ANSWER_CONTRADICTORY);
        }

        @Test
        void isNotInTheFuture() {
            serving.given()
                    .when(heard(yesAt(NOW.plusSeconds(6))))
                    .thenRejected(ServingProblem.STATED_IN_THE_FUTURE);
        }

        @Test
        void countsOnceTheAnnouncementHasBeenHeard() {
            serving.given()
                    .when(heard(yesAt(PLAYED.minusMillis(1))))
                    .thenRejected(ServingProblem.ANSWER_CONTRADICTORY);
            serving.given().when(heard(yesAt(PLAYED))).then(served(yesAt(PLAYED)));
        }

        @Test
        void isNotLaterThanTheCallCanLast() {
            var old = decidedAt(NOW.minus(Duration.ofHours(25)));
            serving.given()
                    .when(
                            Reports.of(
                                            old,
                                            BY_VOIX,
                                            ANNOUNCED.notice(),
                                            "fr",
                                            NoticeChannel.VOICE,
                                            Outcome.SERVED)
                                    .apply(NOW.minus(Duration.ofHours(2)), yesAt(NOW)))
                    .thenRejected(ServingProblem.ANSWER_CONTRADICTORY);
        }
    }

    private static PersonsAnswer yesAt(Instant moment) {
        return new PersonsAnswer(AnswerValue.YES, moment, AnswerMethod.KEY);
    }

    private static AnnouncedCall decidedAt(Instant moment) {
        return new AnnouncedCall(DECISION, RHONE, VOIX, CALL.subject(), ANNOUNCED, moment);
    }

    private static ReportServing of(
            AnnouncedCall call, ActingParty by, Outcome outcome, Instant servedAt) {
        return Reports.of(call, by, ANNOUNCED.notice(), "fr", NoticeChannel.VOICE, outcome)
                .apply(servedAt, null);
    }
}
