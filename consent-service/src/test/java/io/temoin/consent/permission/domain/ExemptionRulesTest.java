// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.flagged;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static io.temoin.consent.rules.domain.Purpose.CUSTOMER_SERVICE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallGrounds.Contract;
import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.permission.domain.CallGrounds.Relation;
import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.Sector;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls without consent that are allowed all the same, and what that does not lift. */
class ExemptionRulesTest {

    private static final LocalDate SINCE = LocalDate.of(2024, 3, 1);

    @Nested
    class A24 {

        @ParameterizedTest(name = "{0} since {1}, ended {2}: {3}")
        @CsvSource(
                nullValues = "-",
                value = {
                    "UPGRADE, 2024-03-01, -, CONTRACT_EXCEPTION", // "more data" to a mobile
                    // contract
                    "SAME_OBJECT, 2024-03-01, -, CONTRACT_EXCEPTION",
                    "COMPLEMENTARY, 2026-11-24, -, CONTRACT_EXCEPTION",
                    "UNRELATED, 2024-03-01, -, NO_CONSENT", // "home insurance"
                    "UPGRADE, 2024-03-01, 2026-11-20, NO_CONSENT",
                    "UPGRADE, 2024-03-01, 2026-11-24, CONTRACT_EXCEPTION", // its last day
                    "SAME_OBJECT, 2026-10-13, 2026-10-13, NO_CONSENT", // six weeks after the visit
                    "UPGRADE, 2026-11-25, -, NO_CONSENT" // not begun
                })
        void restsOnAContractInPerformance(
                Relation relation, LocalDate since, @Nullable LocalDate endedOn, String reason) {
            // Given
            var contract = new Contract("C-22910", "mobile", relation, since, endedOn);
            // When
            var verdict = evaluate(contract, NOW);
            // Then
            assertReasons(verdict, reason);
            assertThat(verdict)
                    .isInstanceOf(reason.equals("NO_CONSENT") ? Denied.class : Allowed.class);
        }

        @Test
        void namesNoConsent() {
            assertThat(evaluate(upgrade(), NOW))
                    .isInstanceOfSatisfying(
                            Allowed.class,
                            allowed -> {
                                assertThat(allowed.consent()).isNull();
                                assertThat(allowed.startBy()).isEqualTo(NOW.plusSeconds(60));
                            });
        }

        @Test
        void keepsToTheHours() {
            var lunch = Instant.parse("2026-11-24T12:30:00Z");
            assertThat(evaluate(upgrade(), lunch))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied -> {
                                assertReasons(denied, "OUTSIDE_HOURS");
                                assertThat(denied.nextAllowedAt())
                                        .isEqualTo(Instant.parse("2026-11-24T13:00:00Z"));
                            });
        }

        @Test
        void promisesNothingBeyondTheContract() {
            var evening = Instant.parse("2026-11-24T20:30:00Z");
            var ending =
                    new Contract(
                            "C-22910",
                            "mobile",
                            Relation.UPGRADE,
                            SINCE,
                            LocalDate.of(2026, 11, 24));
            assertThat(evaluate(ending, evening))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied -> {
                                assertReasons(denied, "OUTSIDE_HOURS");
                                assertThat(denied.nextAllowedAt()).isNull();
                            });
        }

        @Test
        void keepsToTheCap() {
            var tried =
                    Examples.attempted(
                            Examples.ATLAS, null, CallOutcome.NO_ANSWER, NOW.minusSeconds(9));
            assertReasons(evaluate(upgrade(), NOW, tried, tried, tried, tried), "FREQUENCY_CAP");
        }

        /** A10: 21(3) beats the contract. */
        @Test
        void isNothingAgainstAnObjection() {
            assertReasons(evaluate(upgrade(), NOW, objected(NOW)), "MARKETING_OBJECTION");
        }

        @Test
        void holdsAfterTheConsentToMoreWasWithdrawn() {
            assertReasons(evaluate(upgrade(), NOW, given(), withdrawn(NOW)), "CONTRACT_EXCEPTION");
        }

        @Test
        void isToldBesideAConsent() {
            assertReasons(
                    evaluate(upgrade(), NOW, given()), "CONSENT_IN_FORCE", "CONTRACT_EXCEPTION");
        }

        private CallVerdict evaluate(
                Contract contract, Instant at, ContactPermissionEvent... before) {
            return ExemptionRulesTest.evaluate(
                    PROSPECTING_CALL,
                    Sector.OTHER,
                    null,
                    new CallGrounds("more-data", contract, null),
                    at,
                    before);
        }

        private Contract upgrade() {
            return new Contract("C-22910", "mobile", Relation.UPGRADE, SINCE, null);
        }
    }

    /** C. conso. R223-4: in the sectors where nobody may be called otherwise. */
    @Nested
    class Requests {

        @ParameterizedTest
        @CsvSource({
            "RENEWABLES, heat-pump, 2026-11-18T09:00:00Z, INFO_REQUEST",
            "RENEWABLES, heat-pump, 2026-11-24T09:29:59Z, INFO_REQUEST",
            "RENEWABLES, heat-pump, 2026-11-24T09:30:01Z, SECTOR_BAN NO_CONSENT",
            "RENEWABLES, heat-pump, 2026-11-17T09:00:00Z, SECTOR_BAN NO_CONSENT",
            "RENEWABLES, solar-panels, 2026-11-23T09:00:00Z, SECTOR_BAN NO_CONSENT",
            "OTHER, heat-pump, 2026-11-23T09:00:00Z, NO_CONSENT"
        })
        void areAnsweredWithinFiveWorkingDays(
                Sector sector, String asked, Instant receivedAt, String reasons) {
            // When
            var verdict =
                    evaluate(
                            PROSPECTING_CALL,
                            sector,
                            null,
                            new CallGrounds(
                                    "heat-pump",
                                    null,
                                    new InformationRequest("form-17", asked, receivedAt)),
                            NOW);
            // Then
            assertReasons(verdict, reasons.split(" ", -1));
        }

        @Test
        void areNotThereWhenOnlyAContractIsNamed() {
            var unrelated = new Contract("C-22910", "mobile", Relation.UNRELATED, SINCE, null);
            assertReasons(
                    evaluate(
                            PROSPECTING_CALL,
                            Sector.RENEWABLES,
                            null,
                            new CallGrounds("heat-pump", unrelated, null),
                            NOW),
                    "SECTOR_BAN",
                    "NO_CONSENT");
        }
    }

    @Test
    void newspapersMayBeOffered() {
        assertReasons(evaluate(PROSPECTING_CALL, Sector.PRESS, null, null, NOW), "PRESS_EXCEPTION");
    }

    @Test
    void whatIsBannedIsBannedWithAConsentToo() {
        assertReasons(
                evaluate(PROSPECTING_CALL, Sector.RENEWABLES, null, null, NOW, given()),
                "SECTOR_BAN");
    }

    @Nested
    class ServiceCalls {

        private static final Instant SUNDAY_NIGHT = Instant.parse("2026-11-22T21:30:00Z");

        /** A10: about an outage, whatever the person said about being sold something. */
        @Test
        void areNoProspecting() {
            var tried = Examples.attempted(Examples.ATLAS, null, CallOutcome.BUSY, SUNDAY_NIGHT);
            var verdict =
                    evaluate(
                            CUSTOMER_SERVICE,
                            null,
                            null,
                            null,
                            SUNDAY_NIGHT,
                            objected(NOW),
                            withdrawn(NOW),
                            flagged(NOW),
                            tried,
                            tried,
                            tried,
                            tried);
            assertReasons(verdict, "NOT_PROSPECTING");
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Allowed.class,
                            allowed -> {
                                assertThat(allowed.consent()).isNull();
                                assertThat(allowed.recording()).isNotNull();
                            });
        }

        @Test
        void showTheirNumberAllTheSame() {
            assertReasons(
                    evaluate(CUSTOMER_SERVICE, null, new CallerId(null, false), null, NOW),
                    "CALLER_ID_FORBIDDEN");
        }

        @Test
        void doNotCountAsAttempts() {
            var state = new ContactPermissionDecider().replay(List.of());
            var decided =
                    new ContactPermissionDecider()
                            .decide(call(CUSTOMER_SERVICE, null, null, null, NOW), state);
            assertThat(new ContactPermissionDecider().replay(decided)).isEqualTo(state);
        }
    }

    @Nested
    class A15 {

        @Test
        void nobodyUnderAgeIsSolicited() {
            assertReasons(
                    evaluate(
                            PROSPECTING_CALL, Sector.OTHER, null, null, NOW, given(), flagged(NOW)),
                    "MINOR");
        }
    }

    private static void assertReasons(CallVerdict verdict, String... codes) {
        assertThat(verdict.reasons())
                .extracting(Reason::code)
                .extracting(Enum::name)
                .containsExactly(codes);
    }

    private static CallVerdict evaluate(
            Purpose purpose,
            @Nullable Sector sector,
            @Nullable CallerId callerId,
            @Nullable CallGrounds grounds,
            Instant at,
            ContactPermissionEvent... before) {
        return CallRules.evaluate(
                call(purpose, sector, callerId, grounds, at),
                new ContactPermissionDecider().replay(Arrays.asList(before)));
    }

    private static DecideCall call(
            Purpose purpose,
            @Nullable Sector sector,
            @Nullable CallerId callerId,
            @Nullable CallGrounds grounds,
            Instant at) {
        return new DecideCall(
                DECISION,
                BY_VOIX,
                RHONE,
                SUBJECT,
                purpose,
                null,
                Examples.circumstances(
                        IN_PARIS, new StatedCall(sector, callerId, grounds, null, null), QUALITY),
                new CallLaw(List.of(FR_2026), ExampleLaws.RECORDING_IN_FRANCE),
                at);
    }
}
