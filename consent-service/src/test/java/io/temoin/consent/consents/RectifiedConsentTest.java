// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.statement;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.holdings.SuiteTopics;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.RectificationRequestStore;
import io.temoin.consent.permission.domain.RectificationRequest;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a consent says of a person is put right under their request: readers see what is right, what
 * was given stays as proof, and calls are permitted by both or not at all (GDPR art. 16).
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class RectifiedConsentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TenantId HELIOS = new TenantId("helios");
    private static final String RIGHT = "aiguille-mobile-4719";

    private final RectificationRequestStore requests;
    private final Pseudonyms pseudonyms;
    private final ShreddableKeys keys;
    private final SuiteTopics topics = new SuiteTopics();
    private final String number = freshNumber();
    private final UUID request = UUID.randomUUID();
    private String consent = "";
    private String subject = "";

    RectifiedConsentTest(
            RectificationRequestStore requests, Pseudonyms pseudonyms, ShreddableKeys keys) {
        this.requests = requests;
        this.pseudonyms = pseudonyms;
        this.keys = keys;
    }

    @BeforeEach
    void agreed() {
        CallingClock.set(CallingClock.MORNING);
        Response given = as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
        consent = given.path("id");
        subject = given.path("subject");
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void readersSeeWhatIsRightAndTheProofStays() throws SQLException {
        String end = CallingClock.MORNING.plus(Duration.ofDays(30)).toString();
        asked(request, subject);

        Response done = rectify(as(dpo(), "right-1"), right("OBJECT", RIGHT, "VALID_UNTIL", end));
        Response again = rectify(as(dpo(), "right-1"), right("OBJECT", RIGHT, "VALID_UNTIL", end));

        assertThat(done.statusCode()).as(done.asString()).isEqualTo(201);
        assertThat(done.<List<String>>path("rectifications[0].fields"))
                .containsExactly("OBJECT", "VALID_UNTIL");
        assertThat(done.asString()).doesNotContain(RIGHT);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.<List<Object>>path("rectifications")).hasSize(1);
        Response record = read(dpo(), "");
        assertThat(record.<String>path("call_evidence.object")).isEqualTo(RIGHT);
        assertThat(record.<String>path("events[0].valid_until")).isEqualTo(end);
        assertThat(record.<List<String>>path("rectifications[0].fields")).contains("OBJECT");
        assertThat(record.asString()).doesNotContain(request.toString());
        Response receipt = read(dpo(), "/receipt");
        assertThat(receipt.<String>path("call_evidence.object")).isEqualTo("fibre");
        assertThat(receipt.<String>path("rectifications[0].values[0].value")).isEqualTo(RIGHT);
        assertThat(read(dpo(), "/proof").asString()).contains("<td>fibre<", "<td>" + RIGHT + "<");
        Response own = ownContact();
        assertThat(own.<String>path("consents[0].object")).isEqualTo(RIGHT);
        assertThat(own.<String>path("consents[0].validUntil")).isEqualTo(end);
        assertThat(own.<List<String>>path("consents[0].rectifications[0].fields"))
                .containsExactly("OBJECT", "VALID_UNTIL");
        await().atMost(PATIENCE).until(() -> listed().path("items[0].rectifiedAt") != null);
        assertThat(listed().<String>path("items[0].validUntil")).isEqualTo(end);

        says("ProcessingRestrictionLifted", request, subject, _ -> {});
        awaitKnown(request, false);
        Response late = rectify(as(dpo(), "right-1"), right("OBJECT", RIGHT, "VALID_UNTIL", end));
        assertThat(late.header("Idempotent-Replay")).isEqualTo("true");
        Response denied = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        assertThat(denied.<List<String>>path("reasons.code")).contains("CONSENT_SCOPE_MISMATCH");
        String event = stored();
        EventContract.of("io.temoin.consent.ConsentRectified.v1").accepts(event);
        assertThat(event).contains("\"sealed\"", request.toString());
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where payload::text like '%"
                                        + RIGHT
                                        + "%'"))
                .isZero();
    }

    @Test
    void onlyUnderAnOpenRequestOfThatPerson() {
        notRequested(request);

        says("ProcessingRestricted", request, subject, data -> data.put("type", "ERASURE"));
        UUID ofAnother = UUID.randomUUID();
        asked(ofAnother, "f".repeat(32));
        notRequested(request);
        notRequested(ofAnother);

        UUID second = UUID.randomUUID();
        asked(second, subject);
        says("IdentityProofRequested", second, subject, _ -> {});
        await().atMost(PATIENCE).until(() -> known(second).proofAwaited());
        notRequested(second);
        says("IdentityProofReceived", second, subject, _ -> {});
        await().atMost(PATIENCE).until(() -> !known(second).proofAwaited());
        assertThat(rectify(as(dpo()), under(second), "AGENT", "agent-7").statusCode())
                .isEqualTo(201);
    }

    /** D12: what is contested is a document, or another consent; the desk may say so later. */
    @Test
    void onlyTheConsentThatIsContestedIsPutRight() {
        says(
                "ProcessingRestricted",
                request,
                subject,
                data -> data.putObject("contested").put("kind", "SEGMENT"));
        awaitKnown(request, true);
        assertProblem(
                rectify(as(dpo()), under(request), "OBJECT", RIGHT),
                409,
                "rectification-not-contested");

        says(
                "ContestedNamed",
                request,
                subject,
                data -> data.putObject("contested").put("kind", "CONSENT").put("consent", consent));

        await().atMost(PATIENCE)
                .until(
                        () ->
                                rectify(as(dpo()), under(request), "OBJECT", RIGHT).statusCode()
                                        == 201);
    }

    @Test
    void whatCannotBePutRightIsRefused() {
        asked(request, subject);

        for (String role : List.of("supervisor", "admin", "agent")) {
            assertProblem(
                    rectify(as(token("helios", RHONE, role)), right("OBJECT", RIGHT)),
                    403,
                    "forbidden");
        }
        assertProblem(
                rectify(as(token("helios", VOIX, "dpo")), right("OBJECT", RIGHT)),
                403,
                "not-the-controller");
        assertProblem(
                rectify(as(token("helios", "loire-assurance", "dpo")), right("OBJECT", RIGHT)),
                404,
                "consent-unknown");
        assertProblem(
                rectify(
                        as(
                                TestTokens.token(
                                        "boreal",
                                        RHONE,
                                        List.of(),
                                        UUID.randomUUID().toString(),
                                        "dpo")),
                        right("OBJECT", RIGHT)),
                404,
                "consent-unknown");
        Response wider =
                rectify(as(dpo()), right("AGENT", "agent-7", "EXACT_SLOT", "2026-11-29T18:00:00Z"));
        assertProblem(wider, 422, "rectification-widens");
        assertThat(wider.<String>path("violations[0].pointer")).isEqualTo("/values/1/value");
        assertProblem(rectify(as(dpo()), right()), 400, "request-invalid");
        assertProblem(
                rectify(as(dpo()), right("AGENT", "agent-7", "AGENT", "agent-8")),
                400,
                "request-invalid");
        assertProblem(rectify(as(dpo()), right("NUMBER", RIGHT)), 400, "request-invalid");
        Response malformed = rectify(as(dpo()), right("LANGUAGE", "aiguille no language"));
        assertProblem(malformed, 400, "request-invalid");
        assertThat(malformed.asString()).doesNotContain("aiguille");

        as(dialerOf(VOIX)).body(statement(number)).post("/v1/withdrawals").then().statusCode(201);
        assertProblem(rectify(as(dpo()), right("OBJECT", RIGHT)), 409, "consent-ended");
    }

    /** Nothing more is kept of somebody of whom the proof can no longer be read. */
    @Test
    void anErasedPersonsConsentStaysAsItIs() {
        asked(request, subject);
        keys.destroy(
                        HELIOS,
                        new KeyScope.Subject(
                                pseudonyms.ofConsent(HELIOS, UUID.fromString(consent))),
                        "ERASURE_UPHELD",
                        CallingClock.now())
                .await()
                .atMost(PATIENCE);

        assertProblem(rectify(as(dpo()), right("OBJECT", RIGHT)), 410, "subject-erased");
        assertThat(read(dpo(), "").<String>path("call_evidence.object")).isEqualTo("fibre");
    }

    private void asked(UUID of, String whom) {
        says("ProcessingRestricted", of, whom, _ -> {});
        awaitKnown(of, true);
    }

    private void says(String name, UUID of, String whom, Consumer<ObjectNode> change) {
        topics.publish(
                "helios",
                "retention",
                "request-" + of,
                name,
                "dpo",
                data -> {
                    data.put("request", of.toString())
                            .put("controller", RHONE)
                            .put("subject", whom);
                    data.remove("about");
                    if (data.has("services")) {
                        data.putArray("services").add("CONSENT");
                    }
                    if (data.has("type")) {
                        data.put("type", "RECTIFICATION");
                    }
                    change.accept(data);
                });
    }

    private void awaitKnown(UUID of, boolean wanted) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                requests.find(HELIOS, of).await().atMost(PATIENCE).isPresent()
                                        == wanted);
    }

    private RectificationRequest known(UUID of) {
        return requests.find(HELIOS, of).await().atMost(PATIENCE).orElseThrow();
    }

    private void notRequested(UUID of) {
        assertProblem(
                rectify(as(dpo()), under(of), "OBJECT", RIGHT), 403, "rectification-not-requested");
    }

    private static String dpo() {
        return token("helios", RHONE, "dpo");
    }

    private Map<String, Object> right(String... fieldsAndValues) {
        Map<String, Object> body = under(request);
        List<Map<String, String>> values = new ArrayList<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            values.add(Map.of("field", fieldsAndValues[i], "value", fieldsAndValues[i + 1]));
        }
        body.put("values", values);
        return body;
    }

    private static Map<String, Object> under(UUID of) {
        return new HashMap<>(Map.of("request", of.toString()));
    }

    private Response rectify(
            RequestSpecification who, Map<String, Object> body, String field, String value) {
        body.put("values", List.of(Map.of("field", field, "value", value)));
        return rectify(who, body);
    }

    private Response rectify(RequestSpecification who, Map<String, Object> body) {
        return who.queryParam("controller", RHONE)
                .queryParam("subject", subject)
                .body(body)
                .post("/v1/consents/" + consent + "/rectifications");
    }

    private Response read(String token, String document) {
        return as(token)
                .accept("*/*")
                .queryParam("controller", RHONE)
                .queryParam("subject", subject)
                .get("/v1/consents/" + consent + document);
    }

    private Response listed() {
        return as(dpo())
                .queryParam("controller", RHONE)
                .queryParam("subject", subject)
                .get("/v1/consents");
    }

    private Response ownContact() {
        String link =
                as(token("helios", RHONE, "agent"))
                        .body(
                                Map.of(
                                        "controller",
                                        RHONE,
                                        "number",
                                        number,
                                        "scopes",
                                        List.of("VIEW")))
                        .post("/v1/self-service-links")
                        .path("token");
        return Http.given().header("Self-Service-Token", link).get("/v1/self-service/contact");
    }

    private String stored() throws SQLException {
        try (var connection = Backlog.Role.APP.connect();
                var statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
            try (ResultSet rows =
                    statement.executeQuery(
                            "select payload::text from event where type = 'ConsentRectified' and"
                                    + " payload ->> 'consent' = '"
                                    + consent
                                    + "'")) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
