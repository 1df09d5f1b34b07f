// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A time that the person expressly agreed to, by HTTP: the one at which day and hour are free. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class AgreedTimesTest {

    private static final Instant COLLECTED = Instant.parse("2026-09-01T08:00:00Z");

    private final String number = Parties.freshNumber();

    @BeforeEach
    void theyConsentedInSeptember() {
        CallingClock.set(COLLECTED.plusSeconds(60));
        Map<String, Object> consent = Parties.consent(number);
        consent.put("collectedAt", COLLECTED.toString());
        consent.put("purposes", List.of("PROSPECTING_CALL"));
        as(Parties.dialerOf(VOIX)).body(consent).post("/v1/consents").then().statusCode(201);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
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

        ask(number).then().body("reasons.code", contains(reasons.split(" ", -1)));
    }

    /** Who has the offset of summer in their code is an hour off in winter; clocks are not. */
    @Test
    void takesAnAgreedTimeAsClocksShowIt() {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("collectedAt", COLLECTED.toString());
        consent.put("exactSlotLocal", slot("2026-11-29T19:00", "Europe/Paris"));
        as(Parties.dialerOf(VOIX))
                .body(consent)
                .post("/v1/consents")
                .then()
                .statusCode(201)
                .body("exactSlot", equalTo("2026-11-29T18:00:00Z"));
        CallingClock.set(Instant.parse("2026-11-29T18:05:00Z"));

        ask(number)
                .then()
                .body("reasons.code", contains("CONSENT_IN_FORCE", "EXACT_SLOT_EXCEPTION"));
    }

    /** In the night to 25 October clocks show two to three twice. */
    @Test
    void ofATimeThatIsThereTwiceTheFirstCounts() {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("collectedAt", COLLECTED.toString());
        consent.put("exactSlotLocal", slot("2026-10-25T02:30", "Europe/Paris"));

        as(Parties.dialerOf(VOIX))
                .body(consent)
                .post("/v1/consents")
                .then()
                .statusCode(201)
                .body("exactSlot", equalTo("2026-10-25T00:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2027-03-28T02:30, Europe/Paris, /exactSlotLocal/localDateTime, local-time-skipped",
                "2026-11-29T19:00:00Z, Europe/Paris, /exactSlotLocal/localDateTime, format-invalid",
                "2026-11-29, Europe/Paris, /exactSlotLocal/localDateTime, format-invalid",
                "-, Europe/Paris, /exactSlotLocal/localDateTime, field-missing",
                "2026-11-29T19:00, +01:00, /exactSlotLocal/zone, value-unknown",
                "2026-11-29T19:00, Paris, /exactSlotLocal/zone, value-unknown",
                "2026-11-29T19:00, -, /exactSlotLocal/zone, field-missing"
            })
    void pointsAtWhatIsNoLocalTime(
            @Nullable String local, @Nullable String zone, String pointer, String code) {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("exactSlotLocal", slot(local, zone));

        Response answer = as(Parties.dialerOf(VOIX)).body(consent).post("/v1/consents");

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo(pointer);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    @Test
    void anAgreedTimeIsGivenOnce() {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("exactSlot", "2026-11-29T19:00:00+01:00");
        consent.put("exactSlotLocal", slot("2026-11-29T19:00", "Europe/Paris"));

        Response answer = as(Parties.dialerOf(VOIX)).body(consent).post("/v1/consents");

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer"))
                .isEqualTo("/exactSlotLocal");
    }

    @Test
    void refusesATimeBeyondTheConsent() {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("exactSlot", "2028-11-29T19:00:00+01:00");

        Response answer = as(Parties.dialerOf(VOIX)).body(consent).post("/v1/consents");

        assertProblem(answer, 400, "consent-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/exactSlot");
    }

    private static Map<String, Object> slot(@Nullable String local, @Nullable String zone) {
        Map<String, Object> slot = new LinkedHashMap<>();
        if (local != null) {
            slot.put("localDateTime", local);
        }
        if (zone != null) {
            slot.put("zone", zone);
        }
        return slot;
    }

    private static Response ask(String number) {
        return as(Parties.dialerOf(VOIX)).body(Parties.call(number)).post("/v1/call-decisions");
    }
}
