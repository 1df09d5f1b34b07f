// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
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
                .body("ruleSets[0].id", equalTo("FR-2026"))
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

    /** Which holiday, where, and by which source: in the reader's language, and as facts. */
    @ParameterizedTest
    @CsvSource({
        "fr, 'la fête de Noël, le 25 décembre 2026 dans le fuseau Europe/Paris'",
        "en, 'Christmas Day, 25 December 2026 in the time zone Europe/Paris'"
    })
    void explainsWhyNobodyMayBeCalledNow(String language, String words) {
        CallingClock.set(Instant.parse("2026-12-25T09:30:00Z"));
        Response asked = ask(number, address("FR", "FR-974", null));

        as(Parties.dialerOf(VOIX))
                .header("Accept-Language", language)
                .get(asked.header("Location"))
                .then()
                .statusCode(200)
                .body("reasons[0].code", equalTo("PUBLIC_HOLIDAY"))
                .body("reasons[0].detail", containsString(words))
                .body(
                        "reasons[0].facts.name",
                        contains("ZONE", "LOCAL_DATE", "LOCAL_TIME", "HOLIDAY", "ENDS_AT"))
                .body("reasons[0].facts[3].value", equalTo("CHRISTMAS"))
                .body("place.zones", contains("Europe/Paris", "Indian/Reunion"))
                .body("place.subdivision", equalTo("FR-974"))
                .body("place.sources.kind", contains("NUMBER_PLAN", "ADDRESS"))
                .body("place.sources[1].zones", contains("Indian/Reunion"));
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

    /** What a person declares and the number plan count both: 14:00 there, 11:00 here. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T09:30:00Z, 2026-11-24T10:00:00Z",
        "2026-11-24T16:30:00Z, 2026-11-25T10:00:00Z"
    })
    void countsTheHoursWhereThePersonMayBe(Instant at, String next) {
        CallingClock.set(at);

        ask(number, address(null, null, "Indian/Reunion"))
                .then()
                .body("reasons.code", contains("OUTSIDE_HOURS"))
                .body("nextAllowedAt", equalTo(next));
    }

    /** The cap is of the décret of July: whoever asks again, as of that day, meets it. */
    @Test
    void theCapWasKnownWhenTheLawBegan() {
        for (int day = 2; day <= 7; day++) {
            CallingClock.set(Instant.parse("2026-09-0%dT08:30:00Z".formatted(day)));
            ask(number, null).then().statusCode(201);
        }
        Response capped = ask(number, null);

        capped.then().body("reasons.code", contains("FREQUENCY_CAP"));
        CallingClock.set(CallingClock.MORNING);
        again(capped, capped.jsonPath().getString("decidedAt"))
                .then()
                .body("reasons.code", contains("FREQUENCY_CAP"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RENEWABLES, +33142681234, false, SECTOR_BAN",
                "-, WITHHELD, false, CALLER_ID_FORBIDDEN",
                "-, +33612345678, true, CALLER_ID_FORBIDDEN",
                "OTHER, +33612345678, false, CONSENT_IN_FORCE",
                // overseas numbers are of the same plan, however they are written
                "OTHER, +262692123456, true, CALLER_ID_FORBIDDEN",
                "OTHER, +596596720123, true, CALLER_ID_FORBIDDEN",
                "OTHER, +508411234, true, CALLER_ID_FORBIDDEN",
                "OTHER, +33692123456, true, CALLER_ID_FORBIDDEN",
                "OTHER, +262692123456, false, CONSENT_IN_FORCE"
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
