// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people are told and what is kept are the same, for every purpose: {@code
 * contracts/retention/announced-periods.csv} is written from what consent-service says, and held
 * against what this service does.
 */
class KeptPeriodsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant ENDED = Instant.parse("2026-11-24T10:04:10Z");
    private static final LocalDate ENDED_ON = LocalDate.of(2026, 11, 24);
    private static final Instant SIGNED = Instant.parse("2026-12-03T14:20:00Z");
    private static final LocalDate SIGNED_ON = LocalDate.of(2026, 12, 3);
    private static final Instant SOON = Instant.parse("2026-12-04T08:00:00Z");

    /** No call can be recorded for it yet, so no receipt names it; its clock is not known here. */
    private static final Set<String> NOT_RECORDED = Set.of("TESTIMONIAL");

    /** One line of the file. */
    record Told(String where, String purpose, Period keepFor, String from, String bound) {

        static Told of(String line) {
            String[] cells = line.split(",", -1);
            return new Told(cells[0], cells[1], Period.parse(cells[2]), cells[3], cells[4]);
        }

        Purpose retained() {
            return Purpose.valueOf(purpose);
        }

        AnnouncedPeriod announced() {
            return new AnnouncedPeriod(retained(), keepFor, RetentionTrigger.valueOf(from));
        }

        boolean isInAReceipt() {
            return !where.equals("catalogue");
        }

        boolean isOfASignature() {
            return from.equals("CONTRACT_SIGNED");
        }
    }

    /** What one receipt tells of: the purposes of one recording. */
    record Receipt(String announcement, List<Told> told) {

        RetentionFacts facts() {
            return KeptPeriodsTest.facts(told, told.stream().map(Told::announced).toList());
        }

        @Override
        public String toString() {
            return announcement + told.stream().map(Told::purpose).toList();
        }
    }

    static List<Receipt> receipts() {
        Map<String, List<Told>> byAnnouncement =
                told().stream()
                        .filter(Told::isInAReceipt)
                        .collect(
                                Collectors.groupingBy(
                                        Told::where, LinkedHashMap::new, Collectors.toList()));
        return byAnnouncement.entrySet().stream()
                .map(entry -> new Receipt(entry.getKey(), entry.getValue()))
                .toList();
    }

    static List<Told> catalogue() {
        return told().stream()
                .filter(line -> !line.isInAReceipt() && !NOT_RECORDED.contains(line.purpose()))
                .toList();
    }

    private static List<Told> told() {
        return ContractFiles.read(ContractFiles.folder().resolve("retention/announced-periods.csv"))
                .lines()
                .skip(1)
                .map(Told::of)
                .toList();
    }

    @Test
    void everyPurposeOfARecordingIsTold() {
        assertThat(catalogue().stream().map(Told::retained))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Purpose.values()).filter(Purpose::isRecording).toList());
        assertThat(receipts()).isNotEmpty();
        assertThat(told().stream().filter(Told::isInAReceipt).map(Told::purpose))
                .doesNotContainAnyElementsOf(NOT_RECORDED);
    }

    /** A purpose that runs from the signature is kept for it, whatever else was told. */
    @ParameterizedTest
    @MethodSource("receipts")
    void keepsASignedContractAsLongAsWasTold(Receipt receipt) {
        var signatures = receipt.told().stream().filter(Told::isOfASignature).toList();
        for (Told told : signatures) {
            var signed = receipt.facts().with(BusinessEvent.CONTRACT_SIGNED, SIGNED);
            var day = SIGNED_ON.plus(told.keepFor());
            assertThat(dueOn(signed)).as(told.purpose()).isEqualTo(day);
            assertThat(dueOn(allFulfilled(signed))).as("fulfilled").isEqualTo(day);
            assertThat(dueOn(signed.with(new Quarantine("CONSENT_WITHDRAWN", SOON))))
                    .as("withdrawn")
                    .isEqualTo(day);
        }
    }

    /** Without a signature, each purpose that has begun ends when it was told, or sooner. */
    @ParameterizedTest
    @MethodSource("receipts")
    void keepsWithoutASignatureNoLongerThanWasTold(Receipt receipt) {
        var begun = receipt.told().stream().filter(line -> !line.isOfASignature()).toList();
        // The law orders what led to no contract destroyed, whatever else it was recorded for.
        var destroyed =
                begun.stream()
                        .filter(line -> line.retained() == Purpose.INSURANCE_NO_SALE)
                        .toList();
        var last =
                (destroyed.isEmpty() ? begun : destroyed)
                        .stream()
                                .map(line -> ENDED_ON.plus(line.keepFor()))
                                .max(LocalDate::compareTo);
        assertThat(dueOn(receipt.facts())).isEqualTo(last.orElseThrow());
    }

    /** A minimum that was told holds when every purpose is fulfilled on the first day. */
    @ParameterizedTest
    @MethodSource("receipts")
    void keepsAMinimumThatWasTold(Receipt receipt) {
        for (Told told : receipt.told()) {
            if (told.bound().equals("AT_LEAST")) {
                assertThat(dueOn(allFulfilled(receipt.facts())))
                        .isEqualTo(ENDED_ON.plus(told.keepFor()));
            }
        }
    }

    /** What the catalogue of purposes tells is what a policy of this service does. */
    @ParameterizedTest
    @MethodSource("catalogue")
    void keepsEachPurposeAsTheCatalogueTells(Told told) {
        var policy =
                ShippedPolicies.france().inForce(List.of(told.retained()), ENDED_ON).getFirst();
        assertThat(policy.trigger()).isEqualTo(RetentionTrigger.valueOf(told.from()));
        assertThat(policy.keepsFor()).isEqualTo(told.keepFor());
        assertThat(policy.atLeast() != null).isEqualTo(!told.bound().equals("AT_MOST"));
        assertThat(policy.atMost() != null).isEqualTo(!told.bound().equals("AT_LEAST"));
        var alone = facts(List.of(told), List.of());
        var facts =
                told.isOfASignature() ? alone.with(BusinessEvent.CONTRACT_SIGNED, SIGNED) : alone;
        var from = told.isOfASignature() ? SIGNED_ON : ENDED_ON;
        assertThat(dueOn(facts)).isEqualTo(from.plus(told.keepFor()));
    }

    /** Whatever a tenant, its controller or the campaign lay down, nobody is kept longer. */
    @ParameterizedTest
    @MethodSource("receipts")
    void keepsNoLongerThanWasToldWhateverAControllerLaysDown(Receipt receipt) {
        var own =
                receipt.told().stream()
                        .filter(line -> line.bound().equals("AT_MOST"))
                        .flatMap(line -> Stream.of("P1M", "P3M", "P1Y").map(it -> own(line, it)))
                        .toArray(OwnPolicy[]::new);
        var purposes = receipt.told().stream().map(Told::retained).toList();
        var stricter =
                ShippedPolicies.effective(own)
                        .inForce(PolicyScope.of("rhone-telecom"), purposes, ENDED_ON, SOON);
        var announced = receipt.told().stream().map(Told::announced).toList();
        var facts = new RetentionFacts(ENDED, PARIS, stricter, announced, Map.of());

        assertThat(dueOn(facts)).isBeforeOrEqualTo(dueOn(receipt.facts()));
        for (RetentionPolicy policy : stricter) {
            var law = ShippedPolicies.france().inForce(List.of(policy.purpose()), ENDED_ON);
            assertThat(policy.atLeast()).isEqualTo(law.getFirst().atLeast());
        }
    }

    /** The same for what is laid down in every scope at once, widest to narrowest. */
    @ParameterizedTest
    @MethodSource("receipts")
    void keepsNoLongerThanWasToldUnderThePoliciesOfEveryScope(Receipt receipt) {
        var campaign = new PolicyScope("rhone-telecom", "fibre-autumn");
        var scopes = List.of(PolicyScope.TENANT, PolicyScope.of("rhone-telecom"), campaign);
        var own =
                receipt.told().stream()
                        .filter(line -> line.bound().equals("AT_MOST"))
                        .flatMap(line -> scopes.stream().map(scope -> own(line, "P4M", scope)))
                        .toArray(OwnPolicy[]::new);
        var purposes = receipt.told().stream().map(Told::retained).toList();
        var effective = ShippedPolicies.effective(own).inForce(campaign, purposes, ENDED_ON, SOON);
        var announced = receipt.told().stream().map(Told::announced).toList();
        var facts = new RetentionFacts(ENDED, PARIS, effective, announced, Map.of());

        assertThat(dueOn(facts)).isBeforeOrEqualTo(dueOn(receipt.facts()));
        var signed = facts.with(BusinessEvent.CONTRACT_SIGNED, SIGNED);
        for (Told told : receipt.told()) {
            if (told.isOfASignature()) {
                assertThat(dueOn(signed)).isEqualTo(SIGNED_ON.plus(told.keepFor()));
            }
        }
    }

    /** A promise of a shorter time is kept, from whatever it was said to run. */
    @ParameterizedTest
    @MethodSource("receipts")
    void keepsAShorterPromiseFromAnotherTrigger(Receipt receipt) {
        var shorter =
                receipt.told().stream()
                        .filter(line -> line.bound().equals("AT_MOST"))
                        .map(
                                line ->
                                        new AnnouncedPeriod(
                                                line.retained(),
                                                Period.ofDays(20),
                                                RetentionTrigger.CONTRACT_CONCLUDED))
                        .toList();
        var facts = facts(receipt.told(), shorter);
        RetentionClock.evaluate(facts).because().stream()
                .filter(reason -> shorter.stream().anyMatch(it -> it.purpose() == reason.purpose()))
                .filter(reason -> reason.rule() != Reason.Rule.DESTRUCTION_DUTY)
                .forEach(reason -> assertThat(reason.until()).isEqualTo(ENDED_ON.plusDays(20)));
    }

    private static OwnPolicy own(Told told, String atMost) {
        return own(told, atMost, PolicyScope.of("rhone-telecom"));
    }

    private static OwnPolicy own(Told told, String atMost, PolicyScope scope) {
        return new OwnPolicy(
                UUID.randomUUID(),
                scope,
                1,
                new PolicyTerms(
                        told.retained(),
                        RetentionTrigger.valueOf(told.from()),
                        null,
                        Period.parse(atMost),
                        "our decision",
                        ENDED_ON,
                        null),
                ENDED,
                null);
    }

    private static RetentionFacts facts(List<Told> told, List<AnnouncedPeriod> announced) {
        var purposes = told.stream().map(Told::retained).toList();
        return new RetentionFacts(
                ENDED,
                PARIS,
                ShippedPolicies.france().inForce(purposes, ENDED_ON),
                announced,
                Map.of());
    }

    private static RetentionFacts allFulfilled(RetentionFacts facts) {
        var fulfilled = facts;
        for (var policy : facts.policies()) {
            fulfilled = fulfilled.with(policy.purpose(), SOON);
        }
        return fulfilled;
    }

    private static LocalDate dueOn(RetentionFacts facts) {
        var disposition = RetentionClock.evaluate(facts);
        assertThat(disposition).isInstanceOf(Dated.class);
        return ((Dated) disposition).dueOn();
    }
}
