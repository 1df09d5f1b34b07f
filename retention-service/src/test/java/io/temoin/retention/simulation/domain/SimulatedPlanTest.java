// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.simulation.domain.Keeping.KeptRecording;
import io.temoin.retention.simulation.domain.SimulatedPlan.Erased;
import io.temoin.retention.simulation.domain.SimulatedPlan.Floor;
import io.temoin.retention.simulation.domain.SimulatedPlan.Planned;
import io.temoin.retention.simulation.domain.SimulatedPlan.Policies;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of registered items under a policy that shortens the law's period of a year. */
class SimulatedPlanTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalDate DAY = LocalDate.of(2026, 7, 10);
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
    private static final String RHONE = "rhone-telecom";
    private static final Keeping HELD = new Keeping(true, false);
    private static final Keeping FROZEN = new Keeping(false, true);

    @Test
    void comeDueWhenThePolicyIsShorterThanTheirAge() {
        var group = decision("P3M").group(Floor.NONE, Erased.NOT, Keeping.NOTHING, NOW);

        assertThat(group.kind()).isEqualTo(ListedKind.CALL_DECISION);
        assertThat(group.controller()).isEqualTo(RHONE);
        assertThat(group.purposes()).containsExactly("PROSPECTING_CALL");
        assertThat(group.change()).isEqualTo(SimulatedChange.EARLIER);
        assertThat(group.now()).isEqualTo(end(SimulatedOutcome.SCHEDULED, "2027-07"));
        assertThat(group.then()).isEqualTo(end(SimulatedOutcome.DUE, "2026-10"));
    }

    @Test
    void moveInsideTheFuture() {
        var group = decision("P6M").group(Floor.NONE, Erased.NOT, Keeping.NOTHING, NOW);

        assertThat(group.change()).isEqualTo(SimulatedChange.EARLIER);
        assertThat(group.then()).isEqualTo(end(SimulatedOutcome.SCHEDULED, "2027-01"));
    }

    @Test
    void stayWhereThePolicySaysNothingOfThem() {
        var plan =
                SimulatedPlan.of(
                        key(ItemKind.SHEET, "ANALYSIS_SHEET"), policies("P3M"), PARIS, NOW);

        var group = plan.group(Floor.NONE, Erased.NOT, Keeping.NOTHING, NOW);

        assertThat(group.change()).isEqualTo(SimulatedChange.UNCHANGED);
        assertThat(group.then()).isEqualTo(group.now());
        assertThat(plan.then()).isEqualTo(plan.now());
    }

    /** A day that counts for the item alone is respected now and then. */
    @ParameterizedTest
    @CsvSource({
        "2026-08-01,2026-08-01T22:00:00Z,EARLIER,2027-07,DUE,2026-10",
        "2027-03-01,2027-03-01T23:00:00Z,EARLIER,2027-07,SCHEDULED,2027-03",
        "2028-03-01,2028-03-01T23:00:00Z,UNCHANGED,2028-03,SCHEDULED,2028-03"
    })
    void areNotMovedBeforeTheirFloor(
            LocalDate on,
            Instant at,
            SimulatedChange change,
            String now,
            SimulatedOutcome outcome,
            String then) {
        var group = decision("P3M").group(new Floor(on, at), Erased.NOT, Keeping.NOTHING, NOW);

        assertThat(group.change()).isEqualTo(change);
        assertThat(group.now()).isEqualTo(end(SimulatedOutcome.SCHEDULED, now));
        assertThat(group.then()).isEqualTo(end(outcome, then));
    }

    @Test
    void areDueFromTheEndOfTheirLastDayOn() {
        var plan = decision("P3M");
        var end = Instant.parse("2026-10-10T22:00:00Z");

        assertThat(plan.group(Floor.NONE, Erased.NOT, Keeping.NOTHING, end).then().outcome())
                .isEqualTo(SimulatedOutcome.DUE);
        assertThat(
                        plan.group(Floor.NONE, Erased.NOT, Keeping.NOTHING, end.minusMillis(1))
                                .then()
                                .outcome())
                .isEqualTo(SimulatedOutcome.SCHEDULED);
    }

    @Test
    void stayUnderALegalHold() {
        var group = decision("P3M").group(Floor.NONE, Erased.NOT, HELD, NOW);

        assertThat(group.now()).isEqualTo(end(SimulatedOutcome.HELD, "2027-07"));
        assertThat(group.then()).isEqualTo(end(SimulatedOutcome.HELD, "2026-10"));
    }

    /** A request is answered by then, so it keeps what is due, not what comes due later. */
    @Test
    void stayWhileARequestIsOpen() {
        var group = decision("P3M").group(Floor.NONE, Erased.NOT, FROZEN, NOW);

        assertThat(group.now()).isEqualTo(end(SimulatedOutcome.SCHEDULED, "2027-07"));
        assertThat(group.then()).isEqualTo(end(SimulatedOutcome.FROZEN, "2026-10"));
    }

    @Test
    void areKeptAsLongAsTheyHaveToBeHonoured() {
        var plan =
                SimulatedPlan.of(
                        key(ItemKind.SUPPRESSION, "SUPPRESSION"), policies("P3M"), PARIS, NOW);

        var group = plan.group(new Floor(DAY, NOW), Erased.NOT, HELD, NOW);

        assertThat(group.change()).isEqualTo(SimulatedChange.UNCHANGED);
        assertThat(group.then()).isEqualTo(new SimulatedEnd(SimulatedOutcome.KEPT, null));
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEDULED,SCHEDULED",
        "UNDER_MINIMUM,UNDER_MINIMUM",
        "AWAITING_TRIGGER,AWAITING_TRIGGER",
        "AWAITING_POLICY,AWAITING_POLICY",
        "IN_CONFLICT,IN_CONFLICT",
        "KEPT,KEPT"
    })
    void areNamedByTheirState(ItemState state, SimulatedOutcome outcome) {
        assertThat(SimulatedEnd.of(state, DAY, false, false, Keeping.NOTHING))
                .isEqualTo(end(outcome, "2026-07"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDERED", "DISPOSED", "GONE"})
    void areNotLookedAtOnceTheyAreOrdered(ItemState state) {
        assertThatThrownBy(() -> SimulatedEnd.of(state, DAY, true, false, Keeping.NOTHING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        ",,UNCHANGED",
        "2027-01-01T00:00:00Z,,LATER",
        ",2027-01-01T00:00:00Z,EARLIER",
        "2027-01-01T00:00:00Z,2027-01-01T00:00:00Z,UNCHANGED",
        "2027-01-01T00:00:00Z,2027-01-02T00:00:00Z,LATER",
        "2027-01-02T00:00:00Z,2027-01-01T00:00:00Z,EARLIER"
    })
    void moveFromOneDayToAnother(
            @Nullable Instant now, @Nullable Instant then, SimulatedChange change) {
        assertThat(SimulatedChange.between(now, then)).isEqualTo(change);
    }

    /** What an erasure has marked goes when no minimum keeps it, whatever a policy shortens. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20,,DUE,2026-11",
        "2026-11-20,2026-12-24,UNDER_MINIMUM,2026-12",
        "2027-11-20,,SCHEDULED,2027-07"
    })
    void goWithTheErasureOfTheirPerson(
            LocalDate erasedOn,
            @Nullable LocalDate minimum,
            SimulatedOutcome outcome,
            String month) {
        var day = minimum == null ? DAY : minimum;
        var planned =
                new Planned(
                        ItemState.SCHEDULED,
                        LocalDate.of(2027, 7, 10),
                        noon(LocalDate.of(2027, 7, 10)),
                        day,
                        noon(day));
        var plan =
                new SimulatedPlan(
                        key(ItemKind.CALL_DECISION, "PROSPECTING_CALL"), planned, planned);

        var group =
                plan.group(Floor.NONE, new Erased(erasedOn, noon(erasedOn)), Keeping.NOTHING, NOW);

        assertThat(group.then()).isEqualTo(end(outcome, month));
        assertThat(group.change()).isEqualTo(SimulatedChange.UNCHANGED);
    }

    /**
     * What proves that a recording is lawful stays with it, and not beyond the day on which it
     * would go without the erasure.
     */
    @ParameterizedTest
    @CsvSource({
        ",KEPT_WITH_RECORDING,2027-07",
        "2026-12-20,KEPT_WITH_RECORDING,2026-12",
        "2029-01-01,KEPT_WITH_RECORDING,2027-07",
        "2026-11-20,DUE,2026-11"
    })
    void stayWithTheRecordingOfTheirCall(
            @Nullable LocalDate recordingUntil, SimulatedOutcome outcome, String month) {
        var kept = keptWith(false, recordingUntil);

        var group = decision("P3M").group(Floor.NONE, ERASED, kept, NOW);

        assertThat(group.now()).isEqualTo(end(outcome, month));
        assertThat(group.then()).isEqualTo(end(SimulatedOutcome.DUE, "2026-10"));
        assertThat(group.change()).isEqualTo(SimulatedChange.EARLIER);
    }

    /** Whatever else keeps them is said as before. */
    @Test
    void stayForAnotherReasonBesideTheirRecording() {
        var underMinimum =
                new SimulatedPlan(
                        key(ItemKind.CALL_DECISION, "PROSPECTING_CALL"),
                        minimum("2026-12-24"),
                        minimum("2026-12-24"));

        assertThat(decision("P6M").group(Floor.NONE, ERASED, keptWith(true, null), NOW).now())
                .isEqualTo(end(SimulatedOutcome.HELD, "2027-07"));
        assertThat(underMinimum.group(Floor.NONE, ERASED, keptWith(false, null), NOW).now())
                .isEqualTo(end(SimulatedOutcome.UNDER_MINIMUM, "2027-07"));
    }

    private static final Erased ERASED =
            new Erased(LocalDate.of(2026, 11, 19), noon(LocalDate.of(2026, 11, 19)));

    private static Keeping keptWith(boolean held, @Nullable LocalDate until) {
        return new Keeping(
                held, false, new KeptRecording(until, until == null ? null : noon(until)));
    }

    private static Planned minimum(String until) {
        LocalDate day = LocalDate.parse(until);
        return new Planned(
                ItemState.SCHEDULED,
                LocalDate.of(2027, 7, 10),
                noon(LocalDate.of(2027, 7, 10)),
                day,
                noon(day));
    }

    /** As while a contract runs: nobody knows when they may go. */
    @Test
    void stayThoughTheirPersonIsErasedWhileAMinimumHasNoEnd() {
        var erased = new Erased(DAY, NOW.minusSeconds(60));
        var waiting = new Planned(ItemState.AWAITING_TRIGGER, null, null, null, null);
        var erasable = new Planned(ItemState.AWAITING_TRIGGER, null, null, DAY, noon(DAY));
        var key = key(ItemKind.CALL_DECISION, "PROSPECTING_CALL");

        var group =
                new SimulatedPlan(key, waiting, erasable)
                        .group(Floor.NONE, erased, Keeping.NOTHING, NOW);

        assertThat(group.now())
                .isEqualTo(new SimulatedEnd(SimulatedOutcome.AWAITING_TRIGGER, null));
        assertThat(group.then()).isEqualTo(end(SimulatedOutcome.DUE, "2026-07"));
        assertThat(group.change()).isEqualTo(SimulatedChange.EARLIER);
    }

    /** Their plans differ, and are decided together. */
    @Test
    void areDecidedAlikeInCampaignsWithoutPoliciesOfTheirOwn() {
        var policies = policies("P3M");
        var key = key(ItemKind.SHEET, "ANALYSIS_SHEET");
        var fibre = inCampaign(key, "fibre");
        var ofFibre = ShippedPolicies.effective(own(new PolicyScope(RHONE, "fibre"), "P1M"));

        assertThat(policies.signature(fibre)).isEqualTo(key);
        assertThat(policies.signature(key)).isEqualTo(key);
        var ended = Map.of(BusinessEvent.CONTRACT_ENDED, DAY);
        assertThat(policies.signature(fibre.with(ended))).isEqualTo(key.with(ended));
        assertThat(new Policies(policies.now(), ofFibre).signature(fibre)).isEqualTo(fibre);
        assertThat(new Policies(ofFibre, policies.then()).signature(fibre)).isEqualTo(fibre);
        assertThat(new Policies(ofFibre, ofFibre).signature(inCampaign(key, "mobile")))
                .isEqualTo(key);
    }

    @Test
    void recordingsStayUnderThePoliciesTheyWereRetainedUnder() {
        var month = LocalDate.of(2026, 10, 1);
        var group =
                new SimulatedRecordings(
                                RHONE,
                                List.of("QUALITY"),
                                ItemState.SCHEDULED,
                                month,
                                true,
                                false,
                                Keeping.NOTHING)
                        .group();

        assertThat(group.kind()).isEqualTo(ListedKind.RECORDING);
        assertThat(group.change()).isEqualTo(SimulatedChange.UNCHANGED);
        assertThat(group.now()).isEqualTo(end(SimulatedOutcome.DUE, "2026-10"));
        assertThat(group.then()).isEqualTo(group.now());
    }

    private static SimulatedPlan decision(String atMost) {
        return SimulatedPlan.of(
                key(ItemKind.CALL_DECISION, "PROSPECTING_CALL"), policies(atMost), PARIS, NOW);
    }

    private static PlanKey key(ItemKind kind, String purpose) {
        return new PlanKey(kind, RHONE, null, List.of(purpose), DAY, null);
    }

    private static PlanKey inCampaign(PlanKey key, String campaign) {
        return new PlanKey(
                key.kind(), key.controller(), campaign, key.keptFor(), key.startedOn(), null);
    }

    private static Policies policies(String atMost) {
        return new Policies(
                ShippedPolicies.effective(),
                ShippedPolicies.effective(own(PolicyScope.of(RHONE), atMost)));
    }

    private static OwnPolicy own(PolicyScope scope, String atMost) {
        return new OwnPolicy(
                new UUID(1, 1),
                scope,
                1,
                new PolicyTerms(
                        Purpose.PROSPECTING_CALL,
                        RetentionTrigger.CONSENT_GIVEN,
                        null,
                        Period.parse(atMost),
                        "house rule",
                        LocalDate.of(2026, 1, 1),
                        null),
                NOW,
                null);
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(PARIS).toInstant();
    }

    private static SimulatedEnd end(SimulatedOutcome outcome, String month) {
        return new SimulatedEnd(outcome, YearMonth.parse(month));
    }
}
