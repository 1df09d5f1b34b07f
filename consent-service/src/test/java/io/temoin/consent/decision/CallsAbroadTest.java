// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other countries' laws, two laws at once and the laws of another time, by HTTP. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class CallsAbroadTest {

    private static final Map<String, String> IN_BERLIN =
            Map.of("country", "DE", "zone", "Europe/Berlin");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** Of the range that Germany keeps for fiction. */
    private final String german = "+49 30 23125 %03d".formatted(NUMBERS.incrementAndGet());

    private final String french = Parties.freshNumber();

    @BeforeEach
    void itIsMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aGermanNumberIsCalledByGermanLaw() {
        ask(german)
                .then()
                .statusCode(201)
                .body("reasons.code", contains("NO_CONSENT"))
                .body("reasons.source", contains("UWG §7(2)"))
                .body("ruleSets.id", contains("DE-2021"));

        consent(german);

        ask(german)
                .then()
                .body("verdict", equalTo("ALLOW"))
                .body("recording.mode", equalTo("EXPLICIT_CONSENT"))
                .body("recording.purposes", contains("TRAINING"))
                .body("recording.announcement.language", equalTo("de"))
                .body("recordingExplained.purposes.code", hasItem("CONSENTED"));
    }

    /** UWG §7a(2): from each use. The first is of the morning, the second of the day after. */
    @Test
    void theProofOfAGermanConsentIsKeptAnewFromEachUse() {
        Response given = consent(german);
        String before = proofKeptUntil(given);
        Response first = ask(german);
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(1)));
        Response second = ask(german);

        first.then()
                .body("proofs.kind", contains("CONSENT"))
                .body("proofs.consent", contains(given.<String>path("id")))
                .body("proofs.keptUntil", contains(startsWith("2031-11-24T09:30:00")));
        second.then().body("proofs.keptUntil", contains(startsWith("2031-11-25T09:30:00")));
        assertThat(before).startsWith("2031-11-24T09:29");
        assertThat(proofKeptUntil(given)).isEqualTo(second.<String>path("proofs[0].keptUntil"));
    }

    /** Where nothing is recorded because no terms are known, the answer says so. */
    @Test
    void saysWhyNothingIsRecordedWhereNoTermsAreKnown() {
        String belgian = "+32 2 555 12 %02d".formatted(NUMBERS.incrementAndGet());
        Map<String, Object> service = Parties.call(belgian);
        service.put("purpose", "CUSTOMER_SERVICE");

        as(Parties.dialerOf(VOIX))
                .body(service)
                .post("/v1/call-decisions")
                .then()
                .body("verdict", equalTo("ALLOW"))
                .body("recording", nullValue())
                .body(
                        "recordingExplained.purposes.code",
                        contains("NO_TERMS", "NO_TERMS", "NO_TERMS"));
    }

    private static String proofKeptUntil(Response given) {
        return as(Parties.token("helios", VOIX, "dpo"))
                .get(given.header("Location"))
                .path("pii_processing.proof_kept_until");
    }

    /** What has to be looked at and was not denies, though no consent is needed. */
    @Test
    void aBritishNumberIsNotCalledBeforeTheRegisterWasLookedAt() {
        ask("+44 1632 960 %03d".formatted(NUMBERS.incrementAndGet()))
                .then()
                .body("reasons.code", contains("REGISTER_STALE"))
                .body("ruleSets.id", contains("GB-2019"))
                .body("warnings", contains("RULE_UNCHECKED"));
    }

    @Test
    void twoLawsHaveTheirReasonsEach() {
        ask(french, IN_BERLIN)
                .then()
                .body("verdict", equalTo("DENY"))
                .body("reasons.code", contains("NO_CONSENT", "NO_CONSENT"))
                .body("reasons.ruleSet.id", contains("FR-2026", "DE-2021"))
                .body("ruleSets.id", contains("FR-2026", "DE-2021"));
    }

    /** At half past one it is lunch by French law, though not by German practice. */
    @Test
    void theStricterOfTwoLawsWins() {
        consent(french);
        CallingClock.set(Instant.parse("2026-11-24T12:30:00Z"));

        Response asked = ask(french, IN_BERLIN);

        asked.then()
                .body("verdict", equalTo("DENY"))
                .body("reasons.code", contains("OUTSIDE_HOURS"))
                .body("reasons[0].ruleSet.id", equalTo("FR-2026"))
                .body("nextAllowedAt", equalTo("2026-11-24T13:00:00Z"));
        String read = again(asked, null).asString();
        CallingClock.set(Instant.parse("2027-03-01T09:30:00Z"));
        assertThat(again(asked, asked.jsonPath().getString("decidedAt")).asString())
                .isEqualTo(read)
                .contains("DE-2021");
    }

    /** A02: no consent, and the number is not in the copy of the list of 20 July. */
    @Test
    void a02TheLawChangesOvernight() {
        CallingClock.set(Instant.parse("2026-07-20T09:00:00Z"));
        RegisterCopies.bring(
                "FR-BLOCTEL",
                Map.of("asOf", "2026-07-20", "source", "bloctel"),
                Parties.freshNumber());

        CallingClock.set(Instant.parse("2026-08-10T09:00:00Z"));
        Response before =
                await().atMost(Duration.ofSeconds(20)) // until the copy is noticed
                        .until(
                                () -> ask(french),
                                answer -> answer.<String>path("verdict").equals("ALLOW"));
        before.then()
                .body("ruleSets.id", contains("FR-2023"))
                .body("reasons.code", contains("NO_OBJECTION"));
        CallingClock.set(Instant.parse("2026-08-11T09:00:00Z"));
        ask(french)
                .then()
                .body("verdict", equalTo("DENY"))
                .body("ruleSets.id", contains("FR-2026"))
                .body("reasons.code", contains("NO_CONSENT"));

        String read = again(before, null).asString();
        CallingClock.set(Instant.parse("2027-03-01T09:30:00Z"));
        assertThat(again(before, before.jsonPath().getString("decidedAt")).asString())
                .isEqualTo(read)
                .contains("FR-2023");
    }

    @Test
    void anAutomatedCallSaysWhatItShows() {
        Map<String, Object> call = Parties.call(french);
        call.put("automated", true);

        Response answer = as(Parties.dialerOf(VOIX)).body(call).post("/v1/call-decisions");

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/callerId");
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo("field-missing");
    }

    private static Response consent(String number) {
        Response given =
                as(Parties.dialerOf(VOIX)).body(Parties.consent(number)).post("/v1/consents");
        assertThat(given.statusCode()).as(given.asString()).isEqualTo(201);
        return given;
    }

    private static Response ask(String number) {
        return as(Parties.dialerOf(VOIX)).body(Parties.call(number)).post("/v1/call-decisions");
    }

    private static Response ask(String number, Map<String, String> address) {
        Map<String, Object> call = Parties.call(number);
        call.put("address", address);
        return as(Parties.dialerOf(VOIX)).body(call).post("/v1/call-decisions");
    }

    private static Response again(Response asked, @Nullable String asOf) {
        var request = as(Parties.dialerOf(VOIX));
        if (asOf != null) {
            request.queryParam("asOf", asOf);
        }
        return request.get(asked.header("Location"));
    }
}
