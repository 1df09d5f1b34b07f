// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.preference;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.ago;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Preferences over HTTP: said in parts, read with their history, obeyed by the next decision. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class PreferenceResourceTest {

    private static final Map<String, Object> NO_VOICE_OF_MOBILE =
            Map.of("choices", List.of(choice("rhone-mobile", "REFUSED")));

    @BeforeEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void whatIsSaidInPartsIsMergedAndItsHistoryKept() {
        String number = freshNumber();
        String subject = state(number, NO_VOICE_OF_MOBILE, 60).path("subject");
        state(number, Map.of("quietHours", quiet("12:00", "14:00")), 40);
        state(number, Map.of("reachBy", List.of("VOICE", "POST")), 20);

        Response held = read(subject, token("helios", RHONE, "dpo"));

        assertThat(held.<List<String>>path("choices.brand")).containsExactly("rhone-mobile");
        assertThat(held.<String>path("quietHours.spans[0].from")).isEqualTo("12:00");
        assertThat(held.<List<String>>path("reachBy")).containsExactly("VOICE", "POST");
        assertThat(held.<List<Object>>path("history")).hasSize(3);
        assertThat(held.<String>path("history[0].stated.choices[0].wish")).isEqualTo("REFUSED");
        assertThat(held.<Object>path("history[1].stated.choices")).isNull();
        assertThat(held.asString()).doesNotContain(nationalDigits(number));
    }

    @Test
    void whatIsTakenBackIsGoneAndStaysInTheHistory() {
        String number = freshNumber();
        String subject = state(number, NO_VOICE_OF_MOBILE, 60).path("subject");
        state(number, Map.of("quietHours", quiet("12:00", "14:00")), 50);
        state(number, Map.of("choices", List.of(choice("rhone-mobile", "UNSTATED"))), 40);
        state(number, Map.of("quietHours", Map.of("spans", List.of())), 30);

        Response held = read(subject, token("helios", RHONE, "agent"));

        assertThat(held.<List<Object>>path("choices")).isEmpty();
        assertThat(held.<Object>path("quietHours")).isNull();
        assertThat(held.<List<Object>>path("history")).hasSize(4);
    }

    @Test
    void ofAPersonWhoSaidNothingNothingIsKnown() {
        Response held =
                read("00000000000000000000000000000000", token("helios", RHONE, "supervisor"));

        assertThat(held.statusCode()).isEqualTo(200);
        assertThat(held.<List<Object>>path("history")).isEmpty();
    }

    @Test
    void nothingIsToldToOthers() {
        String subject = state(freshNumber(), NO_VOICE_OF_MOBILE, 60).path("subject");

        assertThat(read(subject, token("boreal", RHONE, "dpo")).<List<Object>>path("history"))
                .isEmpty();
        assertThat(
                        as(token("helios", "loire-assurance", "dpo"))
                                .queryParam("controller", "nord-energie")
                                .queryParam("subject", subject)
                                .get("/v1/preferences")
                                .<List<Object>>path("history"))
                .isEmpty();
    }

    @Test
    void theNextCallObeys() {
        String number = freshNumber();
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
        assertThat(ask(number, "rhone-mobile").<String>path("verdict")).isEqualTo("ALLOW");

        state(number, NO_VOICE_OF_MOBILE, 1);

        Response denied = ask(number, "rhone-mobile");
        assertThat(denied.<String>path("verdict")).isEqualTo("DENY");
        assertThat(denied.<List<String>>path("reasons.code")).containsExactly("PREFERENCE");
        assertThat(ask(number, "rhone-fibre").<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(ask(number, null).<List<String>>path("reasons.code"))
                .containsExactly("PREFERENCE");
    }

    @Test
    void quietHoursSayWhenToCallAndTheAnswerCanBeGivenAgain() {
        String number = freshNumber();
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
        state(number, Map.of("quietHours", quiet("10:00", "11:15")), 1);

        Response denied = ask(number, null); // 10:30 in Paris
        assertThat(denied.<List<String>>path("reasons.code")).containsExactly("QUIET_HOURS");
        assertThat(denied.<List<String>>path("reasons[0].facts.name"))
                .containsExactly(
                        "ZONE",
                        "LOCAL_DATE",
                        "LOCAL_TIME",
                        "QUIET_FROM",
                        "QUIET_UNTIL",
                        "STATED_AT",
                        "ENDS_AT");
        assertThat(denied.<String>path("reasons[0].detail"))
                .contains("They do not want calls from 10:00 to 11:15.");
        assertThat(denied.<String>path("nextAllowedAt")).isEqualTo("2026-11-24T10:15:00Z");

        // What is said afterwards does not change what was answered
        state(number, Map.of("quietHours", Map.of("spans", List.of())), 0);
        Response again =
                as(token("helios", RHONE, "dpo"))
                        .queryParam("controller", RHONE)
                        .queryParam("subject", denied.<String>path("subject"))
                        .queryParam("asOf", CallingClock.now().toString())
                        .get("/v1/call-decisions/" + denied.path("id"));
        assertThat(again.<Object>path("reasons")).isEqualTo(denied.path("reasons"));
        assertThat(again.<String>path("nextAllowedAt")).isEqualTo("2026-11-24T10:15:00Z");

        CallingClock.set(Instant.parse("2026-11-24T10:15:00Z"));
        assertThat(ask(number, null).<String>path("verdict")).isEqualTo("ALLOW");
    }

    @Test
    void refusesWhatContradictsItself() {
        Response answer =
                state(
                        freshNumber(),
                        Map.of(
                                "choices",
                                List.of(choice(null, "WELCOME")),
                                "reachBy",
                                List.of("POST")),
                        1);

        assertProblem(answer, 400, "preferences-contradictory");
        assertThat(answer.<List<String>>path("violations.pointer"))
                .containsExactly("/stated/choices/0/wish");
        assertProblem(state(freshNumber(), Map.of(), 1), 400, "preferences-contradictory");
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertRefused(Map.of("choices", List.of(choice("Rhône Mobile", "REFUSED"))), "/brand");
        assertRefused(Map.of("choices", List.of(choice(null, "MAYBE"))), "/wish");
        assertRefused(
                Map.of(
                        "choices",
                        List.of(Map.of("purpose", "QUALITY", "way", "VOICE", "wish", "REFUSED"))),
                "/purpose");
        assertRefused(Map.of("quietHours", quiet("noon", "14:00")), "/from");
        assertRefused(Map.of("quietHours", Map.of("zone", "Europe/Paris")), "/spans");
        assertRefused(
                Map.of("quietHours", Map.of("spans", List.of(), "zone", "Europe/Lyon")), "/zone");
        assertRefused(Map.of("reachBy", List.of("PIGEON")), "/reachBy/0");
        assertRefused(
                Map.of("choices", java.util.Collections.nCopies(201, choice(null, "REFUSED"))),
                "/choices");
    }

    @Test
    void refusesAStatementOfTheFutureAndOthersControllers() {
        assertProblem(state(freshNumber(), NO_VOICE_OF_MOBILE, -60), 400, "stated-in-the-future");
        Map<String, Object> body = body(freshNumber(), NO_VOICE_OF_MOBILE, 1);
        body.put("controller", "loire-assurance");
        assertProblem(
                as(token("helios", VOIX, "agent")).body(body).post("/v1/preference-changes"),
                403,
                "controller-not-authorised");
    }

    private static void assertRefused(Map<String, Object> stated, String pointer) {
        Response answer = state(freshNumber(), stated, 1);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer"))
                .startsWith("/stated/")
                .endsWith(pointer);
    }

    private static Response state(String number, Map<String, Object> stated, long secondsAgo) {
        return as(token("helios", VOIX, "agent"))
                .body(body(number, stated, secondsAgo))
                .post("/v1/preference-changes");
    }

    private static Map<String, Object> body(
            String number, Map<String, Object> stated, long secondsAgo) {
        Map<String, Object> body = new HashMap<>();
        body.put("controller", RHONE);
        body.put("number", number);
        body.put("channel", "VOICE");
        body.put("statedAt", ago(secondsAgo));
        body.put("stated", stated);
        return body;
    }

    private static Response read(String subject, String token) {
        return as(token)
                .queryParam("controller", RHONE)
                .queryParam("subject", subject)
                .get("/v1/preferences");
    }

    private static Response ask(String number, @Nullable String brand) {
        Map<String, Object> call = call(number);
        if (brand != null) {
            call.put("brand", brand);
        }
        return as(dialerOf(VOIX)).body(call).post("/v1/call-decisions");
    }

    private static Map<String, Object> quiet(String from, String to) {
        return Map.of("spans", List.of(Map.of("from", from, "to", to)));
    }

    private static Map<String, Object> choice(@Nullable String brand, String wish) {
        Map<String, Object> choice = new HashMap<>();
        choice.put("purpose", "PROSPECTING_CALL");
        choice.put("way", "VOICE");
        choice.put("wish", wish);
        if (brand != null) {
            choice.put("brand", brand);
        }
        return choice;
    }
}
