// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.ago;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.statement;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentRecordResourceTest {

    @Test
    void showsTheWholeRecord() {
        Response given = give(full(freshNumber()));
        assertThat(given.statusCode()).as(given.asString()).isEqualTo(201);

        Response record = of(given, "dpo").get(path(given));

        assertThat(record.statusCode()).isEqualTo(200);
        assertThat(record.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(record.<String>path("consent_status")).isEqualTo("ConsentGiven");
        assertThat(record.<String>path("pii_processing.privacy_notice")).isEqualTo("CALLS-3");
        assertThat(record.<String>path("pii_processing.language")).isEqualTo("fr");
        assertThat(record.<List<String>>path("pii_processing.withdrawal_method"))
                .containsExactly("VOICE", "WEB");
        assertThat(record.<Integer>path("call_evidence.audio_segment.end_ms")).isEqualTo(19_800);
        assertThat(record.<String>path("call_evidence.collector.agent_id")).isEqualTo("agent-42");
        assertThat(record.<String>path("pii_processing.proof_kept_until"))
                .isEqualTo(given.path("proofKeptUntil"));
    }

    @Test
    void leadsToTheRecordItMade() {
        Response given = give(consent(freshNumber()));

        assertThat(
                        as(token("helios", RHONE, "dpo"))
                                .urlEncodingEnabled(false)
                                .get(given.header("Location"))
                                .<String>path("record_id"))
                .isEqualTo(given.path("id"));
    }

    /**
     * In the record, which tells whom to write to today; not in the receipt, which never changes.
     */
    @Test
    void namesThePartiesAsTheyAreRegistered() {
        Response given = give(consent(freshNumber()));

        Response record = of(given, "dpo").get(path(given));
        Response receipt = of(given, "dpo").get(path(given) + "/receipt");

        assertThat(record.<List<String>>path("party_identification.party_id"))
                .containsExactly(RHONE, VOIX);
        assertThat(record.<List<String>>path("party_identification.party_name"))
                .containsOnly("Société d'exemple SA");
        assertThat(record.<List<String>>path("party_identification.party_email"))
                .containsOnly("contact@party.example");
        assertThat(record.<List<String>>path("party_identification.party_country"))
                .containsOnly("FR");
        assertThat(receipt.asString()).contains(RHONE).doesNotContain("party_name", "exemple SA");
    }

    @Test
    void tellsAWithdrawalA10() {
        String number = freshNumber();
        Response given = give(consent(number));
        as(dialerOf(VOIX)).body(statement(number)).post("/v1/withdrawals");

        Response record = of(given, "dpo").get(path(given));

        assertThat(record.<String>path("consent_status")).isEqualTo("ConsentWithdrawn");
        assertThat(record.<List<String>>path("events.event_state"))
                .containsExactly("ConsentGiven", "ConsentWithdrawn");
        // The proof is kept to collection + 3 years all the same
        assertThat(record.<String>path("pii_processing.proof_kept_until"))
                .isEqualTo(given.path("proofKeptUntil"));
    }

    @Test
    void handsOutAReceiptThatVerifiesWithThePublishedKeys() throws Exception {
        String number = freshNumber();
        Response given = give(full(number));

        Response receipt = of(given, "agent").get(path(given) + "/receipt");

        assertThat(receipt.contentType()).startsWith("application/ld+json");
        byte[] body = receipt.asByteArray();
        assertThat(receipt.asString()).doesNotContain(nationalDigits(number));
        String[] signature = receipt.header("Receipt-Signature").split("\\.", -1);
        String compact =
                signature[0]
                        + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(body)
                        + "."
                        + signature[2];
        JsonWebSignature jws = new JsonWebSignature();
        jws.setCompactSerialization(compact);
        jws.setKey(
                new JsonWebKeySet(Http.given().get("/v1/keys").asString())
                        .findJsonWebKey(jws.getKeyIdHeaderValue(), null, null, null)
                        .getKey());
        assertThat(jws.verifySignature()).isTrue();
        // And the answer to the consent held the same
        assertThat(given.<String>path("receipt")).isEqualTo(compact);
    }

    @Test
    void handsOutTheProofOnADurableMedium() {
        String number = freshNumber();
        Response given = give(full(number));

        Response proof = of(given, "business-system").get(path(given) + "/proof");

        assertThat(proof.statusCode()).isEqualTo(200);
        assertThat(proof.contentType()).startsWith("text/html");
        assertThat(proof.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(proof.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"consent-" + given.path("id") + ".html\"");
        assertThat(proof.asString()).contains(given.<String>path("receipt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/receipt", "/proof"})
    void knowsNothingOfOthers(String part) {
        Response given = give(consent(freshNumber()));

        assertProblem(of(given, "boreal", RHONE).get(path(given) + part), 404, "consent-unknown");
        assertProblem(
                as(token("helios", "loire-assurance", "dpo"))
                        .queryParam("controller", "nord-energie")
                        .queryParam("subject", given.<String>path("subject"))
                        .get(path(given) + part),
                404,
                "consent-unknown");
        assertProblem(
                of(given, "dpo").get("/v1/consents/" + UUID.randomUUID() + part),
                404,
                "consent-unknown");
        assertProblem(
                as(token("helios", RHONE, "dpo")).get(path(given) + part), 400, "request-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "tied,true,consent-invalid,/tied",
        "preTicked,true,consent-invalid,/preTicked",
        "ageDeclaration,MINOR,consent-invalid,/ageDeclaration",
        "ageDeclaration,14,request-invalid,/ageDeclaration",
        "positiveAct,CLICK,consent-invalid,/positiveAct",
        "language,the French of Lyon,request-invalid,/language",
        "wordingHash,abc,request-invalid,/wordingHash",
        "noticeId,,request-invalid,/noticeId",
        "callId,call of this morning,request-invalid,/callId",
        "agentId,Claire Martin,request-invalid,/agentId",
        "privacyRightsUrl,http://rhone.example,request-invalid,/privacyRightsUrl",
        "privacyRightsUrl,https://rhone.example/?who=+33199001234,request-invalid,/privacyRightsUrl"
    })
    void refusesWhatMakesNoConsentA11A15(
            String field, String value, String problem, String pointer) {
        Map<String, Object> consent = full(freshNumber());
        consent.put(field, "true".equals(value) ? (Object) true : value);

        Response answer = give(consent);

        assertProblem(answer, 400, problem);
        assertThat(answer.<List<String>>path("violations.pointer")).contains(pointer);
    }

    @Test
    void refusesASpokenConsentThatNobodyCanHearA11() {
        Map<String, Object> consent = consent(freshNumber());
        consent.put("evidence", Map.of("kind", "NOTE", "reference", "note-3"));

        Response answer = give(consent);

        assertProblem(answer, 400, "consent-invalid");
        assertThat(answer.<List<String>>path("violations.pointer")).containsExactly("/audio");
        assertThat(answer.<String>path("violations[0].message")).contains("R223-2");
    }

    /** The evidence of A11: who hands it in again with the same key is told the same. */
    @Test
    void aRefusalIsRecordedOnceAndToldTheSameEachTimeA11() throws Exception {
        Map<String, Object> consent = consent(freshNumber());
        consent.remove("positiveAct");
        String key = UUID.randomUUID().toString();

        Response first = as(dialerOf(VOIX), key).body(consent).post("/v1/consents");
        Response again = as(dialerOf(VOIX), key).body(consent).post("/v1/consents");

        assertProblem(first, 400, "consent-invalid");
        assertThat(first.<List<String>>path("violations.code")).containsExactly("act-missing");
        assertProblem(again, 400, "consent-invalid");
        assertThat(again.<Object>path("violations")).isEqualTo(first.path("violations"));
        assertThat(again.<String>path("detail")).isEqualTo(first.path("detail"));
        consent.put("positiveAct", "SPOKEN_YES");
        assertProblem(
                as(dialerOf(VOIX), key).body(consent).post("/v1/consents"),
                422,
                "idempotency-key-reused");
        Response given = give(consent);
        assertThat(given.statusCode()).isEqualTo(201);
        assertThat(Backlog.versionOf("helios", given.header("Event-Position")))
                .as("one refusal before it")
                .isEqualTo(2);
    }

    /** A mistake leaves nothing behind. */
    @Test
    void aMistakeIsNotRecorded() throws Exception {
        Map<String, Object> consent = consent(freshNumber());
        consent.put("purposes", List.of());
        assertProblem(give(consent), 400, "consent-invalid");
        consent.put("purposes", List.of("PROSPECTING_CALL"));

        assertThat(Backlog.versionOf("helios", give(consent).header("Event-Position")))
                .isEqualTo(1);
    }

    @Test
    void refusesASegmentThatIsNone() {
        Map<String, Object> consent = full(freshNumber());
        consent.put("audio", Map.of("recording", "call-7", "startMs", 1, "endMs", 2));
        assertProblem(give(consent), 400, "request-invalid");
        consent.put("audio", Map.of("recording", UUID.randomUUID().toString(), "startMs", 3));
        assertProblem(give(consent), 400, "request-invalid");
        consent.put(
                "audio",
                Map.of("recording", UUID.randomUUID().toString(), "startMs", 3, "endMs", 2));
        assertProblem(give(consent), 400, "consent-invalid");
    }

    private static Map<String, Object> full(String number) {
        Map<String, Object> consent = new HashMap<>(consent(number));
        consent.put("language", "fr");
        consent.put("noticeId", "CALLS-3");
        consent.put("noticeServedAt", ago(90));
        consent.put("callId", "call-7421");
        consent.put(
                "audio",
                Map.of(
                        "recording",
                        UUID.randomUUID().toString(),
                        "startMs",
                        12_500,
                        "endMs",
                        19_800));
        consent.put("agentId", "agent-42");
        consent.put("tied", false);
        consent.put("ageDeclaration", "ADULT");
        consent.put("withdrawalChannels", List.of("VOICE", "WEB"));
        return consent;
    }

    private static Response give(Map<String, Object> consent) {
        return as(dialerOf(VOIX)).body(consent).post("/v1/consents");
    }

    private static String path(Response given) {
        return "/v1/consents/" + given.path("id");
    }

    private static RequestSpecification of(Response given, String role) {
        return asking(given, token("helios", VOIX, role));
    }

    private static RequestSpecification of(Response given, String tenant, String organisation) {
        return asking(given, token(tenant, organisation, "dpo"));
    }

    private static RequestSpecification asking(Response given, String token) {
        return as(token)
                .queryParam("controller", RHONE)
                .queryParam("subject", given.<String>path("subject"));
    }
}
