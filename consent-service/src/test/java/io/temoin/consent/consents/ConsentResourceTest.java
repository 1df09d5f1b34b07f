// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.ago;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.mentions;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.objection;
import static io.temoin.consent.permission.Parties.statement;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EncodedBodies;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentResourceTest {

    @Test
    void recordsAConsentAndGivesItsReceipt() {
        String number = freshNumber();
        Map<String, Object> consent = consent(number);
        Response answer = give(consent);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<String>path("state")).isEqualTo("GIVEN");
        assertThat(answer.<String>path("controller")).isEqualTo(RHONE);
        assertThat(answer.<String>path("subject")).matches("[0-9a-f]{32}");
        assertThat(answer.<List<String>>path("purposes"))
                .containsExactly("PROSPECTING_CALL", "TRAINING");
        Instant collected = Instant.parse((String) consent.get("collectedAt"));
        assertThat(Instant.parse(answer.path("validUntil")))
                .isEqualTo(collected.atZone(ZoneId.of("Europe/Paris")).plusYears(1).toInstant());
        assertThat(answer.<String>path("receipt").split("\\.", -1)).hasSize(3);
        assertThat(answer.header("Event-Position")).matches("[0-9a-f-]{36}\\.0");
        assertThat(answer.asString()).doesNotContain(number, nationalDigits(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"professionalAndGoods", "choice", "period", "withdrawal", "proofAccess"})
    void refusesAConsentWithoutAMandatoryMention(String mention) {
        Map<String, Object> mentions = mentions();
        mentions.put(mention, false);
        assertRefused("mentions", mentions, "consent-invalid", "/mentions/" + mention);
        mentions.remove(mention);
        assertRefused("mentions", mentions, "consent-invalid", "/mentions/" + mention);
    }

    @ParameterizedTest
    @CsvSource({
        "validFor,P1Y1D,consent-invalid",
        "validFor,P0D,consent-invalid",
        "validFor,one year,request-invalid",
        "collectedAt,2040-01-01T00:00:00Z,consent-invalid",
        "collectedAt,2020-01-01T00:00:00Z,consent-invalid",
        "collectedAt,yesterday,request-invalid",
        "positiveAct,PRE_TICKED,request-invalid",
        "channel,PIGEON,request-invalid",
        "wordingVersion,as agreed with Claire,request-invalid",
        "number,not a number,request-invalid",
        "number,+48 22 510 00 00,ruleset-unknown",
        "processor,Voix du Rhône,request-invalid",
        "mentions,,request-invalid",
        "evidence,,request-invalid"
    })
    void refusesOtherFieldsThatMakeNoConsent(String field, String value, String problem) {
        assertRefused(field, value, problem, "/" + field);
    }

    @Test
    void refusesPurposesThatAreNoneOrUnknown() {
        assertRefused("purposes", List.of(), "consent-invalid", "/purposes");
        assertRefused(
                "purposes", List.of("PROSPECTING_CALL", "ALL"), "request-invalid", "/purposes/1");
    }

    @Test
    void refusesFreeTextAsEvidence() {
        assertRefused(
                "evidence",
                Map.of("kind", "NOTE", "reference", "she said yes"),
                "request-invalid",
                "/evidence/reference");
    }

    @Test
    void refusesAControllerTheCallerDoesNotActFor() {
        Map<String, Object> consent = consent(freshNumber());
        consent.put("controller", "loire-assurance");
        assertProblem(give(consent), 403, "controller-not-authorised");
    }

    @Test
    void refusesARoleThatCollectsNothing() {
        Response answer =
                as(token("helios", VOIX, "recorder"))
                        .body(consent(freshNumber()))
                        .post("/v1/consents");
        assertProblem(answer, 403, "forbidden");
    }

    @Test
    void refusesAConsentThatWasWithdrawnSince() {
        String number = freshNumber();
        as(dialerOf(VOIX)).body(statement(number)).post("/v1/withdrawals");
        assertProblem(give(consent(number)), 409, "consent-withdrawn-since");
    }

    /** D3: a mistyped year was answered as effective, and the calls went on. */
    @Test
    void saysWhatAWithdrawalEnded() {
        String number = freshNumber();
        give(consent(number));
        Map<String, Object> mistyped = statement(number);
        mistyped.put("statedAt", ago(365L * 24 * 3600));
        Response refused = as(dialerOf(VOIX)).body(mistyped).post("/v1/withdrawals");
        assertProblem(refused, 409, "withdrawal-ends-nothing");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/statedAt");

        mistyped.put("confirmed", true);
        Response confirmed = as(dialerOf(VOIX)).body(mistyped).post("/v1/withdrawals");
        assertThat(confirmed.statusCode()).isEqualTo(201);
        assertEffect(confirmed, 0, 1);

        Map<String, Object> statement = statement(number);
        String key = UUID.randomUUID().toString();
        assertEffect(withdraw(statement, key), 1, 0);
        // Sent again, it says again what it did; said again, it ends nothing more.
        assertEffect(withdraw(statement, key), 1, 0);
        assertEffect(withdraw(statement, UUID.randomUUID().toString()), 0, 0);
    }

    private static Response withdraw(Map<String, Object> statement, String key) {
        return as(dialerOf(VOIX), key).body(statement).post("/v1/withdrawals");
    }

    private static void assertEffect(Response withdrawn, int ended, int inForce) {
        assertThat(withdrawn.<Integer>path("consentsEnded")).isEqualTo(ended);
        assertThat(withdrawn.<Integer>path("consentsInForce")).isEqualTo(inForce);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/objections", "/v1/withdrawals"})
    void recordsAStatementOfAPersonNobodyKnows(String path) {
        Response answer = as(token("helios", VOIX, "agent")).body(stated(path)).post(path);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<String>path("subject")).matches("[0-9a-f]{32}");
        assertThat(answer.<String>path("effectiveAt")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/objections", "/v1/withdrawals"})
    void refusesAStatementOfTheFuture(String path) {
        Map<String, Object> statement = stated(path);
        statement.put("statedAt", ago(-3600));
        Response answer = as(token("helios", VOIX, "agent")).body(statement).post(path);
        assertProblem(answer, 400, "stated-in-the-future");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/statedAt");
    }

    /** No statement under a law is older than the law, nor than what a database can hold. */
    @ParameterizedTest
    @CsvSource({
        "/v1/objections,-4714-11-24T00:00:00Z",
        "/v1/objections,+294277-01-01T00:00:00Z",
        "/v1/withdrawals,2018-05-24T23:59:59Z",
        "/v1/minor-flags,-999999999-01-01T00:00:00Z",
        "/v1/minor-flags,2018-05-24T23:59:59Z"
    })
    void refusesAStatementFromOutsideItsTime(String path, String at) {
        Map<String, Object> statement = stated(path);
        statement.put("kind", "RECORDING");
        if (!path.equals("/v1/objections")) {
            statement.remove("kind");
        }
        statement.put("statedAt", at);
        Response answer = as(token("helios", VOIX, "agent")).body(statement).post(path);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/statedAt");
    }

    private static Map<String, Object> stated(String path) {
        return path.equals("/v1/objections") ? objection(freshNumber()) : statement(freshNumber());
    }

    /** A16: recordings are set apart by who holds them; calls go on. */
    @Test
    void recordsAnObjectionToRecordingsOfOneCallOrOfAll() {
        String number = freshNumber();
        Map<String, Object> statement = statement(number);
        statement.put("kind", "RECORDING");
        assertThat(object(statement).statusCode()).isEqualTo(201);
        Response asked = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        statement.put("decision", asked.path("id"));
        assertThat(object(statement).statusCode()).isEqualTo(201);
        statement.put("decision", UUID.randomUUID().toString());
        assertProblem(object(statement), 404, "decision-unknown");
        statement.put("decision", "yesterday's");
        Response unread = object(statement);
        assertProblem(unread, 400, "request-invalid");
        assertThat(unread.<String>path("violations[0].pointer")).isEqualTo("/decision");
        statement.put("kind", "MARKETING");
        statement.put("decision", UUID.randomUUID().toString());
        Response ofNoCall = object(statement);
        assertProblem(ofNoCall, 400, "request-invalid");
        assertThat(ofNoCall.<String>path("violations[0].pointer")).isEqualTo("/decision");
    }

    private static Response object(Map<String, Object> statement) {
        return as(token("helios", VOIX, "agent")).body(statement).post("/v1/objections");
    }

    @Test
    void refusesAnObjectionOfAnUnknownKind() {
        Map<String, Object> statement = statement(freshNumber());
        statement.put("kind", "EVERYTHING");
        assertProblem(
                as(token("helios", VOIX, "agent")).body(statement).post("/v1/objections"),
                400,
                "request-invalid");
    }

    @Test
    void listsConsentsWithTheirState() {
        String number = freshNumber();
        String subject = give(consent(number)).path("subject");
        eventually(subject, "GIVEN", 1);
        as(dialerOf(VOIX)).body(statement(number)).post("/v1/withdrawals");
        Response withdrawn = eventually(subject, "WITHDRAWN", 1);
        assertThat(withdrawn.<String>path("items[0].state")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.<String>path("items[0].processor")).isEqualTo(VOIX);
        assertThat(withdrawn.<String>path("items[0].withdrawnAt")).isNotBlank();
        assertThat(list(subject, "GIVEN").<List<Object>>path("items")).isEmpty();
        assertThat(list(subject, "EXPIRED").<List<Object>>path("items")).isEmpty();
    }

    @Test
    void listsConsentsPageByPage() {
        String number = freshNumber();
        String subject = "";
        for (int i = 0; i < 3; i++) {
            Map<String, Object> consent = consent(number);
            consent.put("collectedAt", ago(60 + i));
            subject = give(consent).path("subject");
        }
        eventually(subject, "GIVEN", 3);
        Response first =
                dpo().queryParam("subject", subject).queryParam("limit", 2).get("/v1/consents");
        assertThat(first.<List<Object>>path("items")).hasSize(2);
        assertThat(first.header("Link")).contains("rel=\"next\"").contains("subject=" + subject);
        Response second =
                dpo().queryParam("subject", subject)
                        .queryParam("cursor", first.<String>path("next"))
                        .get("/v1/consents");
        assertThat(second.<List<Object>>path("items")).hasSize(1);
        assertThat(second.<Object>path("next")).isNull();
        assertThat(second.header("Link")).isNull();
    }

    @Test
    void listsNothingOfOtherTenantsOrControllers() {
        String subject = give(consent(freshNumber())).path("subject");
        eventually(subject, "GIVEN", 1);
        for (String token :
                List.of(
                        token("boreal", RHONE, "dpo"),
                        TestTokens.token(
                                "helios", "loire-assurance", List.of(), "someone", "dpo"))) {
            assertThat(
                            as(token)
                                    .queryParam("subject", subject)
                                    .get("/v1/consents")
                                    .<List<Object>>path("items"))
                    .isEmpty();
        }
    }

    @Test
    void refusesAForgedCursorAndAWrongLimit() {
        assertProblem(
                dpo().queryParam("cursor", "Zm9yZ2Vk").get("/v1/consents"), 400, "cursor-invalid");
        assertProblem(dpo().queryParam("limit", 201).get("/v1/consents"), 400, "request-invalid");
        assertProblem(
                dpo().queryParam("state", "LOST").get("/v1/consents"), 400, "request-invalid");
    }

    private static void assertRefused(String field, Object value, String problem, String pointer) {
        Map<String, Object> consent = consent(freshNumber());
        consent.put(field, value);
        Response answer = give(consent);
        assertProblem(answer, 400, problem);
        assertThat(answer.<List<String>>path("violations.pointer")).contains(pointer);
    }

    @Test
    void refusesAnEncodedBody() {
        EncodedBodies.areRefused(
                () -> as(dialerOf(VOIX)).body(consent(freshNumber())),
                request -> request.post("/v1/consents"));
    }

    private static Response give(Map<String, Object> consent) {
        return as(dialerOf(VOIX)).body(consent).post("/v1/consents");
    }

    private static RequestSpecification dpo() {
        return as(token("helios", RHONE, "dpo"));
    }

    private static Response list(String subject, String state) {
        return dpo().queryParam("subject", subject)
                .queryParam("controller", RHONE)
                .queryParam("state", state)
                .get("/v1/consents");
    }

    /** The list follows the events within moments. */
    private static Response eventually(String subject, String state, int size) {
        return await().until(
                        () -> list(subject, state),
                        answer -> answer.<List<Object>>path("items").size() == size);
    }
}
