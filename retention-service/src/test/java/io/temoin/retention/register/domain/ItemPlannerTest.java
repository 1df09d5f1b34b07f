// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When registered items have to go, by the shipped policies of France. */
class ItemPlannerTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
    private static final String RHONE = "rhone-telecom";

    private static ItemPlan plan(
            ItemKind kind, @Nullable LocalDate keepUntil, List<String> keptFor, OwnPolicy... own) {
        return ItemPlanner.plan(
                new PlanKey(kind, RHONE, null, keptFor, DAY, keepUntil),
                ShippedPolicies.effective(own),
                PARIS,
                NOW);
    }

    private static OwnPolicy own(Purpose purpose, RetentionTrigger from, @Nullable String atMost) {
        return own(purpose, from, null, atMost == null ? null : Period.parse(atMost));
    }

    private static OwnPolicy own(
            Purpose purpose,
            RetentionTrigger from,
            @Nullable Period atLeast,
            @Nullable Period atMost) {
        return new OwnPolicy(
                UUID.randomUUID(),
                PolicyScope.of(RHONE),
                7,
                new PolicyTerms(
                        purpose,
                        from,
                        atLeast,
                        atMost,
                        "house rule",
                        LocalDate.of(2026, 1, 1),
                        null),
                NOW.minusSeconds(60),
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "CALL_DECISION,PROSPECTING_CALL,2027-11-24,2027-11-24T23:00:00Z",
        "CONSENT_PROOF,CONSENT_EVIDENCE,2029-11-24,2029-11-24T23:00:00Z",
        "PREFERENCE,PROSPECT_FILE,2029-11-24,2029-11-24T23:00:00Z",
        "EXPORT,SECURITY_LOG,2027-11-24,2027-11-24T23:00:00Z",
        "SHEET,ANALYSIS_SHEET,2027-11-24,2027-11-24T23:00:00Z",
    })
    void goAtTheEndOfTheirLastLocalDay(
            ItemKind kind, String purpose, LocalDate dueOn, Instant dueAt) {
        var plan = plan(kind, null, List.of(purpose));

        assertThat(plan.state()).isEqualTo(ItemState.SCHEDULED);
        assertThat(plan.dueOn()).isEqualTo(dueOn);
        assertThat(plan.dueAt()).isEqualTo(dueAt);
        assertThat(plan.basis()).isEqualTo(DispositionBasis.PERIOD_ENDED);
        assertThat(plan.isDue(dueAt.minusMillis(1))).isFalse();
        assertThat(plan.isDue(dueAt)).isTrue();
    }

    @Test
    void areKeptByTheLongestOfTheirPurposes() {
        var plan = plan(ItemKind.TRANSCRIPT, null, List.of("QUALITY", "CONTRACT_PROOF"));

        assertThat(plan.dueOn()).isEqualTo(LocalDate.of(2031, 11, 24));
        assertThat(plan.because()).extracting(Reason::purpose).hasSize(2);
    }

    @Test
    void nameTheEventOfTheirPolicy() {
        assertThat(plan(ItemKind.SHEET, null, List.of("ANALYSIS_SHEET")).because())
                .extracting(Reason::trigger)
                .containsExactly(RetentionTrigger.SHEET_CREATED);
    }

    /** What calls rest on is kept as long as its owner says, whatever a controller lays down. */
    @Test
    void areNotDestroyedBeforeTheDayOfTheirOwner() {
        var strict = own(Purpose.PROSPECTING_CALL, RetentionTrigger.CONSENT_GIVEN, "P1D");

        assertThat(plan(ItemKind.CALL_ATTEMPT, null, List.of("PROSPECTING_CALL"), strict).dueOn())
                .isEqualTo(LocalDate.of(2026, 11, 25));
        assertThat(
                        plan(
                                        ItemKind.CALL_ATTEMPT,
                                        DAY.plusDays(30),
                                        List.of("PROSPECTING_CALL"),
                                        strict)
                                .dueOn())
                .isEqualTo(LocalDate.of(2026, 12, 24));
    }

    @ParameterizedTest
    @CsvSource({"REQUEST,DSR_FILE", "CALL_DECISION,CUSTOMER_SERVICE", "CALL_DECISION,OUR_SURVEY"})
    void waitForAPolicyWhereThereIsNone(ItemKind kind, String purpose) {
        var plan = plan(kind, DAY, List.of(purpose));

        assertThat(plan.state()).isEqualTo(ItemState.AWAITING_POLICY);
        assertThat(plan.dueAt()).isNull();
        assertThat(plan.isDue(Instant.MAX)).isFalse();
    }

    @Test
    void waitForAPolicyOfEachOfTheirPurposes() {
        assertThat(plan(ItemKind.TRANSCRIPT, null, List.of("QUALITY", "OUR_SURVEY")).state())
                .isEqualTo(ItemState.AWAITING_POLICY);
        assertThat(plan(ItemKind.NOTICE_SERVED, null, List.of()).state())
                .isEqualTo(ItemState.AWAITING_POLICY);
    }

    @Test
    void goByAPolicyOfTheirController() {
        assertThat(
                        plan(
                                        ItemKind.REQUEST,
                                        null,
                                        List.of("DSR_FILE"),
                                        own(Purpose.DSR_FILE, RetentionTrigger.DSR_CLOSED, "P2Y"))
                                .dueOn())
                .isEqualTo(LocalDate.of(2028, 11, 24));
    }

    @Test
    void waitForAnEventThatHappensElsewhere() {
        assertThat(
                        plan(
                                        ItemKind.CALL_DECISION,
                                        null,
                                        List.of("CUSTOMER_SERVICE"),
                                        own(
                                                Purpose.CUSTOMER_SERVICE,
                                                RetentionTrigger.CONTRACT_ENDED,
                                                "P2Y"))
                                .state())
                .isEqualTo(ItemState.AWAITING_TRIGGER);
    }

    /** Once it is reported, the period runs from its day. */
    @ParameterizedTest
    @CsvSource({
        "CUSTOMER_SERVICE,CONTRACT_ENDED,CONTRACT_ENDED",
        "COMPLAINT,COMPLAINT_CLOSED,COMPLAINT_CLOSED",
        "FRAUD,ALERT_QUALIFIED,ALERT_QUALIFIED"
    })
    void runFromAnEventThatWasReported(
            Purpose purpose, RetentionTrigger from, BusinessEvent event) {
        var key =
                new PlanKey(
                        ItemKind.CALL_DECISION, RHONE, null, List.of(purpose.name()), DAY, null);
        var policies = ShippedPolicies.effective(own(purpose, from, "P2Y"));
        var ended = LocalDate.of(2027, 3, 31);

        var waiting = ItemPlanner.plan(key, policies, PARIS, NOW);
        var running = ItemPlanner.plan(key.with(Map.of(event, ended)), policies, PARIS, NOW);

        assertThat(waiting.state()).isEqualTo(ItemState.AWAITING_TRIGGER);
        assertThat(running.state()).isEqualTo(ItemState.SCHEDULED);
        assertThat(running.dueOn()).isEqualTo("2029-03-31");
        assertThat(running.because()).extracting(Reason::trigger).containsExactly(from);
    }

    /** Being in touch once more keeps what is known of a person longer, and nothing sooner. */
    @Test
    void runFromTheLastContactOrTheirOwnBeginning() {
        var key =
                new PlanKey(ItemKind.PREFERENCE, RHONE, null, List.of("PROSPECT_FILE"), DAY, null);
        var later = Map.of(BusinessEvent.LAST_CONTACT_FROM_PERSON, DAY.plusMonths(7));

        assertThat(ItemPlanner.plan(key, ShippedPolicies.effective(), PARIS, NOW).dueOn())
                .isEqualTo("2029-11-24");
        assertThat(
                        ItemPlanner.plan(key.with(later), ShippedPolicies.effective(), PARIS, NOW)
                                .dueOn())
                .isEqualTo("2030-06-24");
    }

    /** The month without a signature is the recording's: documents of a sale go with that. */
    @Test
    void ofAnInsuranceSaleRunFromItsSignature() {
        var key =
                new PlanKey(
                        ItemKind.TRANSCRIPT,
                        RHONE,
                        null,
                        List.of("INSURANCE_SALE", "INSURANCE_NO_SALE"),
                        DAY,
                        null);
        var signed = Map.of(BusinessEvent.CONTRACT_SIGNED, DAY.plusDays(9));

        assertThat(ItemPlanner.plan(key, ShippedPolicies.effective(), PARIS, NOW).state())
                .isEqualTo(ItemState.AWAITING_TRIGGER);
        assertThat(
                        ItemPlanner.plan(key.with(signed), ShippedPolicies.effective(), PARIS, NOW)
                                .dueOn())
                .isEqualTo("2028-12-03");
    }

    /** Somebody decides; the machine does neither. */
    @Test
    void areInConflictWhenOneTextKeepsWhatAnotherDestroys() {
        var plan = ItemPlan.of(new InConflict(DAY.plusYears(5), DAY, List.of()), List.of());

        assertThat(plan.state()).isEqualTo(ItemState.IN_CONFLICT);
        assertThat(plan.dueOn()).isNull();
        assertThat(plan.isDue(Instant.MAX)).isFalse();
    }

    @Test
    void mayBeErasedAtOnceUnlessALawKeepsThem() {
        assertThat(plan(ItemKind.PREFERENCE, null, List.of("PROSPECT_FILE")).isErasable(NOW))
                .isTrue();
        assertThat(plan(ItemKind.NOTICE_SERVED, null, List.of()).isErasable(NOW)).isTrue();
        assertThat(plan(ItemKind.PREFERENCE, null, List.of("PROSPECT_FILE")).isDue(NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROSPECTING_CALL", "OUR_SURVEY"})
    void mayBeErasedAfterTheDayThatTheirOwnerNames(String purpose) {
        var plan = plan(ItemKind.CALL_DECISION, DAY.plusDays(30), List.of(purpose));

        assertThat(plan.erasableOn()).isEqualTo("2026-12-24");
        assertThat(plan.erasableAt()).isEqualTo("2026-12-24T23:00:00Z");
        assertThat(plan.isErasable(NOW)).isFalse();
        assertThat(plan.isErasable(Instant.parse("2026-12-24T23:00:00Z"))).isTrue();
    }

    /** A contract that runs is waited for; a signature that nobody gave is not. */
    @ParameterizedTest
    @CsvSource({
        "CONTRACT_ENDED,false",
        "COMPLAINT_CLOSED,false",
        "CONTRACT_SIGNED,true",
        "ALERT_QUALIFIED,true"
    })
    void mayNotBeErasedWhileALawWaitsForAnEnd(RetentionTrigger from, boolean erasable) {
        var law = atLeast(Purpose.CUSTOMER_SERVICE, from, "P2Y");
        var plan = plan(ItemKind.CALL_DECISION, null, List.of("CUSTOMER_SERVICE"), law);

        assertThat(plan.state()).isEqualTo(ItemState.AWAITING_TRIGGER);
        assertThat(plan.isErasable(NOW)).isEqualTo(erasable);
    }

    @Test
    void areDueAtTheErasureOfTheirPerson() {
        var erased = erased(ItemKind.PREFERENCE, null, List.of("PROSPECT_FILE"));

        assertThat(erased.state()).isEqualTo(ItemState.SCHEDULED);
        assertThat(erased.dueAt()).isEqualTo(NOW);
        assertThat(erased.basis()).isEqualTo(DispositionBasis.ERASURE_UPHELD);
        assertThat(erased.because())
                .extracting(Reason::rule)
                .containsExactly(Reason.Rule.ERASURE_UPHELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROSPECTING_CALL", "OUR_SURVEY"})
    void stayUnderTheMinimumOfTheirOwnerThough(String purpose) {
        var erased = erased(ItemKind.CALL_DECISION, DAY.plusDays(30), List.of(purpose));

        assertThat(erased.state()).isEqualTo(ItemState.UNDER_MINIMUM);
        assertThat(erased.dueOn()).isEqualTo("2026-12-24");
    }

    @Test
    void areDueAtTheErasureWhenThatDayIsOver() {
        var erased = erased(ItemKind.CALL_DECISION, DAY.minusDays(30), List.of("OUR_SURVEY"));

        assertThat(erased.state()).isEqualTo(ItemState.SCHEDULED);
        assertThat(erased.dueAt()).isEqualTo(NOW);
    }

    private static ItemPlan erased(
            ItemKind kind, @Nullable LocalDate keepUntil, List<String> keptFor) {
        return ItemPlanner.plan(
                new PlanKey(kind, RHONE, null, keptFor, DAY, keepUntil),
                ShippedPolicies.effective(),
                PARIS,
                NOW,
                NOW);
    }

    private static OwnPolicy atLeast(Purpose purpose, RetentionTrigger from, String period) {
        return own(purpose, from, Period.parse(period), null);
    }

    @Test
    void areKeptWhileTheyHaveToBeHonoured() {
        assertThat(
                        plan(
                                        ItemKind.SUPPRESSION,
                                        null,
                                        List.of("SUPPRESSION"),
                                        own(
                                                Purpose.SUPPRESSION,
                                                RetentionTrigger.OBJECTION_RECORDED,
                                                "P1D"))
                                .state())
                .isEqualTo(ItemState.KEPT);
    }
}
