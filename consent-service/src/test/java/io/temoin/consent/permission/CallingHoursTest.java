// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.platform.ServiceComponents;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and hours by HTTP: the scenarios by their names. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class CallingHoursTest {

    private static final Instant COLLECTED = Instant.parse("2026-09-01T08:00:00Z");

    private final String number = Parties.freshNumber();

    @BeforeEach
    void theyConsentedInSeptember() {
        CallingClock.set(COLLECTED.plusSeconds(60));
        consent(number);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/scenarios/calling-hours.csv", nullValues = "-")
    void decides(
            String scenario,
            OffsetDateTime at,
            @Nullable String subdivision,
            @Nullable String reason,
            @Nullable OffsetDateTime next) {
        CallingClock.stop(at.toInstant());

        Response answer = ask(number, address("FR", subdivision, null));

        answer.then()
                .statusCode(201)
                .body("verdict", equalTo(reason == null ? "ALLOW" : "DENY"))
                .body("reasons.code", contains(reason == null ? "CONSENT_IN_FORCE" : reason))
                .body("ruleSet.id", equalTo("FR-2026"))
                .body("tzdataVersion", notNullValue())
                .body("nextAllowedAt", equalTo(next == null ? null : next.toInstant().toString()));
    }

    /** Byte for byte, whatever the person says afterwards and whatever the clock shows. */
    @Test
    void givesADecisionAgainAsOfItsMoment() {
        CallingClock.set(Instant.parse("2026-11-24T12:30:00Z"));
        Response asked = ask(number, address("FR", "FR-75", null));
        String read = again(asked, null).then().statusCode(200).extract().asString();
        CallingClock.set(Instant.parse("2026-11-26T09:30:00Z"));
        as(Parties.token("helios", VOIX, "agent"))
                .body(Parties.objection(number))
                .post("/v1/objections")
                .then()
                .statusCode(201);

        assertThat(again(asked, asked.jsonPath().getString("decidedAt")).asString())
                .isEqualTo(read)
                .contains("OUTSIDE_HOURS");
        again(asked, "2026-07-01T00:00:00Z")
                .then()
                .statusCode(200)
                .body("reasons.code", contains("RULESET_UNKNOWN"))
                .body("decidedAt", equalTo(asked.jsonPath().getString("decidedAt")));
    }

    @Test
    void pointsAtWhatIsNoMoment() {
        Response answer = again(ask(number, null), "yesterday");

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("asOf");
    }

    /** Lunch begins while the answer is still fresh. */
    @Test
    void anAnswerHoldsNoLongerThanTheHours() {
        CallingClock.set(Instant.parse("2026-11-24T11:59:30Z"));

        ask(number, null)
                .then()
                .body("verdict", equalTo("ALLOW"))
                .body("startBy", equalTo("2026-11-24T12:00:00Z"));
    }

    /** A number of Martinique; the law is the same, the hour is not. */
    @ParameterizedTest
    @CsvSource({"2026-11-24T13:30:00Z, DENY", "2026-11-24T14:30:00Z, ALLOW"})
    void countsTheHoursWhereTheNumberIs(Instant at, String verdict) {
        String overseas = "+596 596 40 %02d %02d".formatted(at.getEpochSecond() % 97, 11);
        consent(overseas);
        CallingClock.set(at);

        ask(overseas, null).then().body("verdict", equalTo(verdict));
    }

    /** What a person declares outranks the number plan. */
    @Test
    void countsTheHoursWhereThePersonIs() {
        CallingClock.set(Instant.parse("2026-11-24T09:30:00Z"));

        ask(number, address(null, null, "Indian/Reunion"))
                .then()
                .body("reasons.code", contains("OUTSIDE_HOURS"))
                .body("nextAllowedAt", equalTo("2026-11-24T10:00:00Z"));
    }

    /** Sunday evening. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-29T17:59:00Z, WEEKEND",
        "2026-11-29T18:05:00Z, CONSENT_IN_FORCE EXACT_SLOT_EXCEPTION",
        "2026-11-29T18:15:00Z, WEEKEND"
    })
    void callsAtTheTimeThatThePersonAgreedTo(Instant at, String reasons) {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("collectedAt", COLLECTED.toString());
        consent.put("exactSlot", "2026-11-29T19:00:00+01:00");
        as(Parties.dialerOf(VOIX))
                .body(consent)
                .post("/v1/consents")
                .then()
                .statusCode(201)
                .body("exactSlot", equalTo("2026-11-29T18:00:00Z"));
        CallingClock.set(at);

        ask(number, null).then().body("reasons.code", contains(reasons.split(" ", -1)));
    }

    @Test
    void refusesATimeBeyondTheConsent() {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("exactSlot", "2028-11-29T19:00:00+01:00");

        Response answer = as(Parties.dialerOf(VOIX)).body(consent).post("/v1/consents");

        assertProblem(answer, 400, "consent-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/exactSlot");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RENEWABLES, +33142681234, false, SECTOR_BAN",
                "-, WITHHELD, false, CALLER_ID_FORBIDDEN",
                "-, +33612345678, true, CALLER_ID_FORBIDDEN",
                "OTHER, +33612345678, false, CONSENT_IN_FORCE"
            })
    void looksAtWhatIsOfferedAndShown(
            @Nullable String sector, String callerId, boolean automated, String reason) {
        CallingClock.set(CallingClock.MORNING);

        asking(sector, callerId, automated).then().body("reasons.code", contains(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "SOLAR, +33142681234, /sector, value-unknown",
        "CPF, 0142681234, /callerId, format-invalid"
    })
    void pointsAtWhatItDoesNotKnow(String sector, String callerId, String pointer, String code) {
        Response answer = asking(sector, callerId, false);

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo(pointer);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    @Test
    void deniesWhereTwoLawsHaveASayAndOneIsUnknown() {
        CallingClock.set(Instant.parse("2026-11-24T09:30:00Z"));

        ask(number, address("PL", null, "Europe/Warsaw"))
                .then()
                .body("verdict", equalTo("DENY"))
                .body("reasons.code", hasItem("RULESET_UNKNOWN"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "France, -, -, /address/country, format-invalid",
                "FR, 67, -, /address/subdivision, format-invalid",
                "FR, DE-BY, -, /address/subdivision, format-invalid",
                "FR, -, Paris, /address/zone, value-unknown",
                "FR, -, +01:00, /address/zone, value-unknown"
            })
    void pointsAtWhatIsNoAddress(
            @Nullable String country,
            @Nullable String subdivision,
            @Nullable String zone,
            String pointer,
            String code) {
        Response answer = ask(number, address(country, subdivision, zone));

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo(pointer);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    private static void consent(String number) {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("collectedAt", COLLECTED.toString());
        consent.put("purposes", List.of("PROSPECTING_CALL"));
        as(Parties.dialerOf(VOIX)).body(consent).post("/v1/consents").then().statusCode(201);
    }

    private Response asking(@Nullable String sector, String callerId, boolean automated) {
        Map<String, Object> call = Parties.call(number);
        call.put("callerId", callerId);
        call.put("automated", automated);
        if (sector != null) {
            call.put("sector", sector);
        }
        return as(Parties.dialerOf(VOIX)).body(call).post("/v1/call-decisions");
    }

    private static Response ask(String number, @Nullable Map<String, String> address) {
        Map<String, Object> call = Parties.call(number);
        if (address != null) {
            call.put("address", address);
        }
        return as(Parties.dialerOf(VOIX)).body(call).post("/v1/call-decisions");
    }

    private static Response again(Response asked, @Nullable String asOf) {
        var request = as(Parties.dialerOf(VOIX));
        if (asOf != null) {
            request.queryParam("asOf", asOf);
        }
        return request.get(asked.header("Location"));
    }

    private static Map<String, String> address(
            @Nullable String country, @Nullable String subdivision, @Nullable String zone) {
        Map<String, String> address = new LinkedHashMap<>();
        if (country != null) {
            address.put("country", country);
        }
        if (subdivision != null) {
            address.put("subdivision", subdivision);
        }
        if (zone != null) {
            address.put("zone", zone);
        }
        return address;
    }
}
