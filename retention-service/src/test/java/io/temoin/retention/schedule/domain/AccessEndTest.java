// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.policy.domain.Purpose.TRAINING;
import static io.temoin.retention.schedule.domain.InsuranceCall.A_MONTH_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.INSURANCE;
import static io.temoin.retention.schedule.domain.InsuranceCall.REFUSED;
import static io.temoin.retention.schedule.domain.InsuranceCall.SIGNED;
import static io.temoin.retention.schedule.domain.InsuranceCall.insurance;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.FULFILLED;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.erasedWithoutOrder;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.fulfilled;
import static io.temoin.retention.schedule.domain.RetainedItems.orderedToday;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static io.temoin.retention.schedule.domain.RetainedItems.scheduledToday;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.AccessEnd;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.EndAccess;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeAccessEnded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each purpose ends the access under it on its own day, whatever else keeps the recording. */
class AccessEndTest {

    private static final LocalDate THREE_MONTHS_ON = LocalDate.of(2027, 2, 24);
    private static final Instant TRAINING_OVER = Instant.parse("2027-02-24T23:00:00Z");
    private static final Instant QUALITY_OVER = Instant.parse("2027-05-24T22:00:00Z");

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    private static RetainedItemEvent ended(AccessEnd end) {
        return new PurposeAccessEnded(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                end.purpose(),
                end.on(),
                end.at(),
                List.of(end.because()));
    }

    /** The end of one purpose of {@code facts}. */
    private static AccessEnd end(RetentionFacts facts, Purpose purpose) {
        return AccessEnd.of(facts).stream()
                .filter(it -> it.purpose() == purpose)
                .findFirst()
                .orElseThrow();
    }

    /** QUALITY for six months, TRAINING for the three that the person was told. */
    private static RetentionFacts trainedForThreeMonths() {
        RetentionFacts both = facts(TRAINING, QUALITY);
        return new RetentionFacts(
                both.endedAt(),
                both.zone(),
                both.policies(),
                List.of(
                        new AnnouncedPeriod(
                                TRAINING, Period.ofMonths(3), RetentionTrigger.RECORDING_ENDED)),
                Map.of());
    }

    private static RetainedItemEvent[] trained() {
        RetentionFacts facts = trainedForThreeMonths();
        var retained = (RetainedItemEvent.ItemRetained) retained(TRAINING, QUALITY);
        return new RetainedItemEvent[] {
            new RetainedItemEvent.ItemRetained(
                    retained.recording(),
                    retained.controller(),
                    retained.processor(),
                    retained.subject(),
                    retained.decision(),
                    retained.consent(),
                    retained.endedAt(),
                    retained.zone(),
                    facts.policies(),
                    facts.announced(),
                    retained.campaign()),
            planned(facts)
        };
    }

    @Test
    void comesWithTheDayOfThePurposeThoughAnotherKeepsTheRecording() {
        item.given(trained()).when(new EndAccess(TRAINING_OVER.minusMillis(1))).thenNothing();
        item.given(trained())
                .when(new EndAccess(TRAINING_OVER))
                .then(
                        new PurposeAccessEnded(
                                CALL.recording(),
                                CALL.controller(),
                                CALL.subject(),
                                CALL.decision(),
                                CALL.consent(),
                                TRAINING,
                                THREE_MONTHS_ON,
                                TRAINING_OVER,
                                List.of(
                                        new Reason(
                                                TRAINING,
                                                Rule.ANNOUNCED_PERIOD,
                                                1,
                                                RetentionTrigger.RECORDING_ENDED,
                                                LocalDate.of(2026, 11, 24),
                                                Period.ofMonths(3),
                                                THREE_MONTHS_ON,
                                                end(trainedForThreeMonths(), TRAINING)
                                                        .because()
                                                        .reference()))));
    }

    @Test
    void isSaidOnce() {
        var said = InsuranceCall.plus(trained(), ended(end(trainedForThreeMonths(), TRAINING)));
        item.given(said).when(new EndAccess(TRAINING_OVER)).thenNothing();
        assertThat(((Retained) decider.replay(List.of(said))).nextAccessEnd())
                .isEqualTo(QUALITY_OVER);
    }

    /** A13: a hold keeps the bytes, and gives nobody more time to listen. */
    @Test
    void comesThoughALegalHoldKeepsTheRecording() {
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(new EndAccess(QUALITY_OVER))
                .then(ended(end(facts(QUALITY), QUALITY)));
        assertThat(end(facts(QUALITY), QUALITY).at()).isEqualTo(QUALITY_OVER);
    }

    @Test
    void comesForAllThatWasMissedWhileNobodyLooked() {
        item.given(trained())
                .when(new EndAccess(Instant.parse("2027-08-01T08:00:00Z")))
                .then(
                        ended(end(trainedForThreeMonths(), TRAINING)),
                        ended(end(trainedForThreeMonths(), QUALITY)));
    }

    /** Whoever fulfilled it did so where the recording is heard. */
    @Test
    void isNotSaidAgainOfAPurposeThatWasFulfilled() {
        var known = facts(TRAINING, QUALITY).with(TRAINING, FULFILLED);
        item.given(
                        retained(TRAINING, QUALITY),
                        planned(facts(TRAINING, QUALITY)),
                        fulfilled(TRAINING))
                .when(new EndAccess(FULFILLED))
                .thenNothing();
        assertThat(end(known, TRAINING).at()).isEqualTo(FULFILLED);
    }

    @Test
    void comesWithTheRefusalOfAProposal() {
        var known = INSURANCE.with(PROPOSAL_REFUSED, REFUSED);
        item.given(insurance(noted(PROPOSAL_REFUSED, REFUSED), planned(known)))
                .when(new EndAccess(REFUSED))
                .then(ended(end(known, INSURANCE_NO_SALE)));
        assertThat(end(known, INSURANCE_NO_SALE).because().rule()).isEqualTo(Rule.PROPOSAL_REFUSED);
    }

    /** What was never signed may yet turn out to be: an end is final. */
    @Test
    void doesNotComeWithADutyForAMinimumThatMayStillBegin() {
        assertThat(AccessEnd.of(INSURANCE))
                .extracting(AccessEnd::purpose, AccessEnd::on)
                .containsExactly(tuple(INSURANCE_NO_SALE, A_MONTH_ON));
    }

    /** A duty to destroy is one for all purposes, except one that a text keeps the item for. */
    @Test
    void comesWithADutyToDestroyForThePurposesOfAnotherPolicy() {
        assertThat(AccessEnd.of(facts(INSURANCE_NO_SALE, INVESTMENT_ORDER, QUALITY)))
                .extracting(AccessEnd::purpose, AccessEnd::on)
                .containsExactly(
                        tuple(QUALITY, A_MONTH_ON),
                        tuple(INSURANCE_NO_SALE, A_MONTH_ON),
                        tuple(INVESTMENT_ORDER, LocalDate.of(2031, 11, 24)));
    }

    @Test
    void comesWithTheSignatureForTheSaleThatWasNone() {
        assertThat(end(INSURANCE.with(CONTRACT_SIGNED, SIGNED), INSURANCE_NO_SALE).at())
                .isEqualTo(SIGNED);
    }

    @Test
    void comesWithTheEndOfAQuarantineThatAMinimumOutlasts() {
        Instant eraseBy = Instant.parse("2026-12-21T10:00:00Z");
        var known = facts(INVESTMENT_ORDER).with(new Quarantine("OBJECTED", eraseBy));
        assertThat(end(known, INVESTMENT_ORDER).at()).isEqualTo(eraseBy);
    }

    @Test
    void saysNothingOfWhatIsOrderedDestroyed() {
        item.given(
                        retained(QUALITY),
                        planned(facts(QUALITY)),
                        fulfilled(QUALITY),
                        scheduledToday(),
                        orderedToday())
                .when(new EndAccess(QUALITY_OVER))
                .thenNothing();
        item.given(
                        retained(QUALITY),
                        fulfilled(QUALITY),
                        scheduledToday(),
                        orderedToday(),
                        confirmed())
                .when(new EndAccess(QUALITY_OVER))
                .thenNothing();
        item.given(retained(QUALITY), erasedWithoutOrder())
                .when(new EndAccess(QUALITY_OVER))
                .thenNothing();
        item.given().when(new EndAccess(QUALITY_OVER)).thenNothing();
    }
}
