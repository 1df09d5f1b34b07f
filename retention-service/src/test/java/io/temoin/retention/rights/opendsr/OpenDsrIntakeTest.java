// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.body;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.onBehalfOf;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.send;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.opendsr.CallbackReceiver.Received;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests arrive by OpenDSR, and who is told what of them. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
@QuarkusTestResource(OpenDsrComponents.class)
class OpenDsrIntakeTest {

    private static final String LOIRE = "loire-assurance";

    private final OpenDsrCase its = new OpenDsrCase();
    private final TestClock clock;

    OpenDsrIntakeTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    /** The clock counts from when the person asked; the number is in no event. */
    @Test
    void aRequestArrivesAtTheDesk() {
        var id = UUID.randomUUID();
        var body = body(id, "erasure");

        var receipt = send(its.system(RHONE), body);

        receipt.then()
                .statusCode(201)
                .body("controller_id", equalTo(RHONE))
                .body("subject_request_id", equalTo(id.toString()))
                .body("received_time", equalTo("2026-11-24T11:00:00Z"))
                .body("expected_completion_time", equalTo("2026-12-23T23:00:00Z"))
                .body(
                        "encoded_request",
                        equalTo(
                                Base64.getEncoder()
                                        .encodeToString(body.getBytes(StandardCharsets.UTF_8))));
        var request = its.request(id);
        its.desk
                .dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .statusCode(200)
                .body("type", equalTo("ERASURE"))
                .body("controller", equalTo(RHONE))
                .body("subject", equalTo(its.subject()))
                .body("intake.way", equalTo("OPENDSR"))
                .body("intake.receivedBy", equalTo(RHONE))
                .body("intake.receivedAt", equalTo("2026-11-23T09:00:00Z"));
        assertThat(its.desk.messages(request, 1))
                .isNotEmpty()
                .allSatisfy(
                        message ->
                                assertThat(message)
                                        .contains(its.subject())
                                        .doesNotContain("99 00 12 34", "199001234"));
    }

    @Test
    void whatIsAnsweredIsSignedByThePublishedCertificate() {
        var id = UUID.randomUUID();
        var certificate = Http.get("/v1/opendsr/certificate").then().statusCode(200);
        var pem = certificate.extract().asString();

        for (Response answer :
                List.of(
                        send(its.system(RHONE), body(id, "access")),
                        status(its.system(RHONE), id))) {
            var signed =
                    new Received(
                            "",
                            answer.header("X-OpenDSR-Processor-Domain"),
                            answer.header("X-OpenDSR-Signature"),
                            answer.asString());
            assertThat(signed.domain()).isEqualTo(OpenDsrComponents.DOMAIN);
            assertThat(signed.isSignedBy(pem)).isTrue();
            assertThat(
                            new Received("", "", signed.signature(), signed.body() + " ")
                                    .isSignedBy(pem))
                    .isFalse();
        }
    }

    @Test
    void theDiscoverySaysWhatIsSupported() {
        Http.get("/v1/opendsr/discovery")
                .then()
                .statusCode(200)
                .body("api_version", equalTo("2.0"))
                .body("supported_identities.identity_type", contains("phone_number"))
                .body(
                        "supported_subject_request_types",
                        contains("access", "portability", "erasure", "rectification"))
                .body(
                        "processor_certificate",
                        equalTo("https://opendsr.temoin.test/v1/opendsr/certificate"));
    }

    @Test
    void aRepeatedRequestIsTheSame() {
        var id = UUID.randomUUID();
        var first = its.sent(id, "access");

        send(its.desk.as(RHONE, AGENT, "business-system"), body(id, "access"))
                .then()
                .statusCode(201);
        send(its.system(RHONE), body(id, "access"))
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true");

        assertThat(its.request(id)).isEqualTo(first);
        its.desk.awaitListed(first);
        its.desk.dpo().get("/v1/requests").then().body("items", hasSize(1));
        assertProblem(
                send(its.system(RHONE), body(id, "erasure")), 422, "subject-request-id-reused");
        assertProblem(
                send(
                        its.system(RHONE),
                        body(id, "access").replace("+33 1 99 00 12 34", "+33 1 99 00 12 35")),
                422,
                "subject-request-id-reused");
    }

    /** The person asked with a link before: the answer to that is the answer to this one. */
    @Test
    void aRequestJoinsTheOneThatThePersonMade() {
        var first = UUID.randomUUID();
        its.desk.asked(
                UUID.randomUUID() + ".0",
                first,
                data ->
                        data.put("right", "ACCESS")
                                .put("subject", its.subject())
                                .put("receivedAt", "2026-11-22T09:00:00Z"));
        its.desk.awaitListed(first);
        var id = UUID.randomUUID();

        var joined = its.sent(id, "access");

        its.desk
                .dpo()
                .get("/v1/requests/{id}", joined)
                .then()
                .body("state", equalTo("JOINED"))
                .body("outcome.joinedInto", equalTo(first.toString()));
        status(its.system(RHONE), id).then().body("request_status", equalTo("pending"));
    }

    @Test
    void aProcessorSendsForControllersOfItsAgreementsOnly() {
        var id = UUID.randomUUID();
        var body = onBehalfOf(RHONE, body(id, "erasure"));
        assertProblem(send(its.system(VOIX), body), 403, "controller-not-authorised");

        PublishedAgreements.inForce(its.desk.tenant, RHONE, VOIX, "QUALITY");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                send(its.system(VOIX), body)
                                        .then()
                                        .statusCode(201)
                                        .body("controller_id", equalTo(RHONE)));
        status(its.system(VOIX), id)
                .then()
                .statusCode(200)
                .body("request_status", equalTo("pending"))
                .body("results_url", nullValue());
        assertProblem(status(its.system(RHONE), id), 404, "request-unknown");
        assertProblem(
                send(its.system(VOIX), onBehalfOf(LOIRE, body(UUID.randomUUID(), "access"))),
                403,
                "controller-not-authorised");
    }

    /** An id is the sender's own: what others sent under it is neither theirs nor shown. */
    @Test
    void nobodySeesWhatOthersSent() {
        var id = UUID.randomUUID();
        its.sent(id, "access");

        assertProblem(status(its.system(LOIRE), id), 404, "request-unknown");
        send(its.system(LOIRE), body(id, "erasure"))
                .then()
                .statusCode(201)
                .body("controller_id", equalTo(LOIRE));
        status(its.system(RHONE), id).then().body("controller_id", equalTo(RHONE));
        assertProblem(status(its.system(RHONE), UUID.randomUUID()), 404, "request-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "supervisor", "dpo", "admin", "integrator", "recorder"})
    void onlySystemsSendRequests(String role) {
        var id = UUID.randomUUID();

        assertThat(send(its.desk.as(RHONE, AGENT, role), body(id, "access")).statusCode())
                .isEqualTo(403);
        assertThat(status(its.desk.as(RHONE, AGENT, role), id).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gdpr\" | \"ccpa\" | /regulation",
                "\"access\" | \"restriction\" | /subject_request_type",
                "\"2.0\" | \"1.0\" | /api_version",
                "2026-11-23T09:00:00Z | 2026-12-23T09:00:00Z | /submitted_time",
                "2026-11-23T09:00:00Z | yesterday | /submitted_time",
                "+33 1 99 00 12 34 | 12 | /subject_identities/0/identity_value",
                "\"api_version\" | \"api_versions\" | /api_versions",
                "\"identity_format\": | \"note\": \"x\", \"identity_format\": | /subject_identities/0/note",
                "\"status_callback_urls\": [] | \"status_callback_urls\": \"x\" | /status_callback_urls",
                "\"status_callback_urls\": [] | \"extensions\": {\"opendsr.temoin.test\": {\"tenant\": \"x\"}} | /extensions/opendsr.temoin.test/tenant",
                "\"regulation\": \"gdpr\", | '' | /regulation"
            })
    void whatCannotBeReadIsPointedAt(String part, String instead, String pointer) {
        var sent = body(UUID.randomUUID(), "access").replace(part, instead);

        var refused = send(its.system(RHONE), sent);

        assertProblem(refused, 400, "request-invalid");
        refused.then().body("violations.pointer", contains(pointer));
        assertThat(refused.asString()).doesNotContain("99 00");
    }

    /** It would else be filed with the processor itself, where nobody answers it. */
    @Test
    void aProcessorHasToSayForWhom() {
        var body = body(UUID.randomUUID(), "access");
        send(its.system(VOIX), body)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/extensions"));
    }

    /** Another processor's extension is sent to everybody, and says nothing to this one. */
    @Test
    void extensionsOfOthersAreNotRead() {
        var body =
                body(UUID.randomUUID(), "access")
                        .replace(
                                "\"status_callback_urls\": []",
                                "\"extensions\": {\"other.example\": {\"id\": 7}}");

        send(its.system(RHONE), body).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone_number | email | /subject_identities/0/identity_type",
                "phone_number | controller_customer_id | /subject_identities/0/identity_type",
                "raw | sha256 | /subject_identities/0/identity_format"
            })
    void whoCannotBeLookedUpIsRefused(String part, String instead, String pointer) {
        var sent = body(UUID.randomUUID(), "access").replace(part, instead);

        var refused = send(its.system(RHONE), sent);

        assertProblem(refused, 422, "identity-unsupported");
        refused.then().body("violations.pointer", contains(pointer));
    }

    @Test
    void oneRequestIsOfOnePerson() {
        var one =
                """
                {"identity_type": "phone_number", "identity_value": "0199001235",
                 "identity_format": "raw"},""";
        var sent =
                body(UUID.randomUUID(), "access")
                        .replace("\"subject_identities\": [", "\"subject_identities\": [" + one);

        assertProblem(send(its.system(RHONE), sent), 400, "request-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1/cb",
                "https://callbacks.attacker.example/",
                "https://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "no address"
            })
    void callbacksGoWhereTheOperatorAllows(String url) {
        var id = UUID.randomUUID();

        assertProblem(
                send(its.system(RHONE), body(id, "access", url)), 422, "callback-not-allowed");
        assertProblem(status(its.system(RHONE), id), 404, "request-unknown");
    }

    /** What the operator allowed for one controller, no other one may use. */
    @Test
    void callbacksOfOthersAreNotAllowed() {
        var url = CallbackReceiver.url("/cb");

        assertProblem(
                send(its.system(LOIRE), body(UUID.randomUUID(), "access", url)),
                422,
                "callback-not-allowed");
        assertProblem(
                send(its.system(RHONE), body(UUID.randomUUID(), "access", url + "?of=0199001234")),
                400,
                "personal-data-refused");
    }
}
