// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a person is and who they are, however number and address are written, by HTTP. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class PlacesTest {

    private static final Instant COLLECTED = Instant.parse("2026-09-01T08:00:00Z");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @BeforeEach
    void itIsSeptember() {
        CallingClock.set(COLLECTED.plusSeconds(60));
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    /** A number of the mainland whose owner lives elsewhere: it has to be the time in both. */
    @Nested
    class AtADeclaredPlace {

        @ParameterizedTest
        @CsvSource({
            // 09:30 in Paris, 12:30 in Réunion
            "FR-974, 2026-11-24T08:30:00Z, DENY",
            // 11:30 and 14:30
            "FR-974, 2026-11-24T10:30:00Z, ALLOW",
            // 18:30 and 21:30
            "FR-974, 2026-11-24T17:30:00Z, DENY",
            // 10:30 and 05:30
            "FR-972, 2026-11-24T09:30:00Z, DENY",
            // 16:30 and 11:30
            "FR-972, 2026-11-24T15:30:00Z, ALLOW",
            "FR-75,  2026-11-24T09:30:00Z, ALLOW"
        })
        void itsClocksCountToo(String subdivision, Instant at, String verdict) {
            String number = Parties.freshNumber();
            consent(number);
            CallingClock.set(at);

            ask(number, Map.of("country", "FR", "subdivision", subdivision))
                    .then()
                    .statusCode(201)
                    .body("verdict", equalTo(verdict))
                    .body(
                            "reasons.code",
                            contains(
                                    verdict.equals("ALLOW")
                                            ? "CONSENT_IN_FORCE"
                                            : "OUTSIDE_HOURS"));
        }

        /** 08:00 in New York is 05:00 in California. */
        @ParameterizedTest
        @CsvSource({
            "2026-11-24T13:05:00Z, true",
            "2026-11-24T16:05:00Z, false",
            "2026-11-25T02:05:00Z, true"
        })
        void anAmericanStateCountsBesidesTheAreaCode(Instant at, boolean closed) {
            CallingClock.set(at);

            ask(american("212"), Map.of("country", "US", "subdivision", "US-CA"))
                    .then()
                    .body(
                            "reasons.code",
                            closed ? hasItem("OUTSIDE_HOURS") : not(hasItem("OUTSIDE_HOURS")));
        }

        /** What has laws of its own is asked by those; nobody has looked at New Caledonia's. */
        @Test
        void aPartWithLawsOfItsOwnIsNotTheMainland() {
            String number = Parties.freshNumber();
            consent(number);
            CallingClock.set(CallingClock.MORNING);

            ask(number, Map.of("country", "FR", "subdivision", "FR-NC"))
                    .then()
                    .body("reasons.code", hasItem("RULESET_UNKNOWN"));
        }

        @ParameterizedTest
        @CsvSource({"FR, FR-947", "US, US-ZZ", "ES, ES-XX"})
        void aPartThatIsNoneIsRefused(String country, String subdivision) {
            Response answer =
                    ask(
                            Parties.freshNumber(),
                            Map.of("country", country, "subdivision", subdivision));

            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.jsonPath().getString("violations[0].pointer"))
                    .isEqualTo("/address/subdivision");
            assertThat(answer.jsonPath().getString("violations[0].code"))
                    .isEqualTo("value-unknown");
        }
    }

    /** One person under one pseudonym, however their number is written. */
    @Nested
    class UnderOneNumber {

        @ParameterizedTest
        @CsvSource({
            "0596 72 1, +596 596 72 1",
            "+596 596 72 2, 0596 72 2",
            "0262 90 3, +262 262 90 3",
            "0692 85 4, +262 692 85 4",
            "0690 35 5, +590 690 35 5",
            "0590 27 6, 00590 590 27 6",
            "0594 25 7, +33 594 25 7",
            "0639 69 8, +262 (0)639 69 8"
        })
        void anObjectionIsHeededHoweverTheNumberIsWritten(String said, String asked) {
            String rest = "%d %02d".formatted(NUMBERS.incrementAndGet() % 10, 13);
            as(Parties.token("helios", VOIX, "agent"))
                    .body(Parties.objection(said + rest))
                    .post("/v1/objections")
                    .then()
                    .statusCode(201);

            ask(asked + rest, Map.of())
                    .then()
                    .statusCode(201)
                    .body("reasons.code", hasItem("MARKETING_OBJECTION"));
        }

        /** The law is that of the island, and so is the hour. */
        @Test
        void anOverseasNumberIsWhereItIsHoweverItIsWritten() {
            String written = "0692 85 77 %02d".formatted(NUMBERS.incrementAndGet());
            consent(written);
            CallingClock.set(Instant.parse("2026-11-24T06:30:00Z")); // 10:30 there

            ask(written, Map.of()).then().body("verdict", equalTo("ALLOW"));
        }

        @Test
        void aRegisterListsThePersonHoweverTheNumberIsWritten() {
            String listed = "0596 72 88 %02d".formatted(NUMBERS.incrementAndGet());
            CallingClock.set(Instant.parse("2026-07-20T09:00:00Z"));
            RegisterCopies.bring(
                    "FR-BLOCTEL", Map.of("asOf", "2026-07-20", "source", "bloctel"), listed);
            CallingClock.set(Instant.parse("2026-08-10T15:00:00Z"));

            ask("+596 596" + listed.substring(4), Map.of())
                    .then()
                    .body("ruleSets[0].id", equalTo("FR-2023"))
                    .body("reasons.code", hasItem("REGISTER_HIT"));
        }
    }

    private static String american(String area) {
        return "+1 %s 555 %04d".formatted(area, 100 + NUMBERS.incrementAndGet());
    }

    private static void consent(String number) {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("collectedAt", COLLECTED.toString());
        consent.put("purposes", List.of("PROSPECTING_CALL"));
        as(Parties.dialerOf(VOIX)).body(consent).post("/v1/consents").then().statusCode(201);
    }

    private static Response ask(String number, Map<String, Object> address) {
        Map<String, Object> call = Parties.call(number);
        if (!address.isEmpty()) {
            call.put("address", address);
        }
        return as(Parties.dialerOf(VOIX)).body(call).post("/v1/call-decisions");
    }
}
