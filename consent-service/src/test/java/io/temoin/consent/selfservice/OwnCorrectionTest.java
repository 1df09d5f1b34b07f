// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.token;
import static io.temoin.consent.selfservice.SelfServiceLinks.tokenFor;
import static io.temoin.consent.selfservice.SelfServiceLinks.with;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.holdings.SuiteTopics;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A person says with their request what is wrong and what would be right: the desk of the
 * controller reads it on record, nobody else does, and it goes with the file of the request.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class OwnCorrectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SAID = "aiguille-corriger-4716: je n'ai pas crié";

    private final SuiteTopics topics = new SuiteTopics();
    private final UUID erasure = UUID.randomUUID();

    @BeforeEach
    void inTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void theDeskOfTheControllerReadsItOnRecord() throws SQLException {
        UUID request = asked(SAID);

        Response read = read(RHONE, "dpo", request);

        assertThat(read.statusCode()).as(read.asString()).isEqualTo(200);
        assertThat(read.<String>path("text")).isEqualTo(SAID);
        assertThat(read.<String>path("request")).isEqualTo(request.toString());
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        String received = stored(request, "payload");
        EventContract.of("io.temoin.consent.DsrReceived.v1").accepts(received);
        assertThat(received).contains("\"sealed\"").doesNotContain("aiguille-corriger");
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where type = 'PersonalDataRead' and"
                                        + " payload::jsonb ->> 'document' = 'REQUESTED_CORRECTION'"
                                        + " and payload::jsonb ->> 'subject' = '"
                                        + subject(request)
                                        + "'"))
                .isOne();
    }

    @Test
    void nobodyElseIsToldThatThereIsOne() throws SQLException {
        UUID request = asked(SAID);

        assertProblem(read(VOIX, "dpo", request), 404, "correction-unknown");
        assertProblem(read("loire-assurance", "dpo", request), 404, "correction-unknown");
        assertProblem(
                as(TestTokens.token(
                                "boreal", RHONE, List.of(), UUID.randomUUID().toString(), "dpo"))
                        .get("/v1/data-requests/" + request + "/correction"),
                404,
                "correction-unknown");
        assertProblem(read(RHONE, "supervisor", request), 403, "forbidden");
        assertProblem(read(RHONE, "dpo", UUID.randomUUID()), 404, "correction-unknown");
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where type = 'PersonalDataRead' and"
                                        + " payload::jsonb ->> 'document' = 'REQUESTED_CORRECTION'"
                                        + " and payload::jsonb ->> 'subject' = '"
                                        + subject(request)
                                        + "'"))
                .isZero();
    }

    /** D11: nothing could be put right, and whoever said it a moment later had to wait a day. */
    @Test
    void aRequestThatSaysNothingIsRefusedAndCountsForNothing() {
        String token = tokenFor(freshNumber(), "DATA_REQUEST");

        Response refused =
                with(token)
                        .body(Map.of("right", "RECTIFICATION"))
                        .post("/v1/self-service/data-requests");

        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/correction");
        id(
                with(token)
                        .body(Map.of("right", "RECTIFICATION", "correction", SAID))
                        .post("/v1/self-service/data-requests"));
    }

    /** A consent of theirs is named by its id, and nobody is told of anybody else's. */
    @Test
    void mayBeAboutAConsentOfTheirs() throws SQLException {
        String number = freshNumber();
        String consent = SelfServiceLinks.given(number).path("id");
        String token = tokenFor(number, "DATA_REQUEST");
        String another = tokenFor(freshNumber(), "DATA_REQUEST");

        assertProblem(contesting(another, SAID, consent), 404, "consent-unknown");
        assertProblem(contesting(token, null, consent), 400, "request-invalid");
        assertProblem(contesting(token, SAID, "consent-1"), 400, "request-invalid");
        UUID request = id(contesting(token, SAID, consent));

        assertThat(read(RHONE, "dpo", request).<String>path("consent")).isEqualTo(consent);
        EventContract.of("io.temoin.consent.DsrReceived.v1").accepts(stored(request, "payload"));
    }

    private static Response contesting(String token, @Nullable String said, String consent) {
        Map<String, String> body = new HashMap<>(Map.of("right", "RECTIFICATION"));
        body.put("consent", consent);
        if (said != null) {
            body.put("correction", said);
        }
        return with(token).body(body).post("/v1/self-service/data-requests");
    }

    @ParameterizedTest
    @CsvSource({"ACCESS, 10", "RECTIFICATION, 2001", "RECTIFICATION, 0"})
    void whatIsNoCorrectionIsRefused(String right, int length) {
        Response refused =
                with(tokenFor(freshNumber(), "DATA_REQUEST"))
                        .body(Map.of("right", right, "correction", "x".repeat(length)))
                        .post("/v1/self-service/data-requests");

        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/correction");
        assertThat(refused.asString()).doesNotContain("xxx");
    }

    @Test
    void itGoesWithTheFileOfTheRequest() throws SQLException {
        UUID request = asked(SAID);
        UUID other = asked(SAID);
        ordered("boreal", "REQUEST", request);
        ordered("helios", "SHEET", other);
        ordered("helios", "REQUEST", request, UUID.randomUUID());

        await().atMost(PATIENCE).until(() -> read(RHONE, "dpo", request).statusCode() == 404);

        assertThat(read(RHONE, "dpo", other).statusCode()).isEqualTo(200);
        assertThat(noted(request)).isZero();
        assertThat(noted(other)).isOne();
        ordered("helios", "REQUEST", request); // said again
        ordered("helios", "REQUEST", other);
        await().atMost(PATIENCE).until(() -> read(RHONE, "dpo", other).statusCode() == 404);
    }

    /** What is still to be answered stays until it is, and what others said stays. */
    @ParameterizedTest
    @ValueSource(strings = {"ErasureBegun", "ErasureCompleted"})
    void itGoesWithTheDataOfAnErasedPersonOnceItIsAnswered(String event) throws SQLException {
        String number = freshNumber();
        UUID answered = asked(number, SAID);
        UUID open = asked(number, SAID);
        UUID ofAnother = asked(SAID);
        UUID byLetter = UUID.randomUUID();
        String subject = subject(answered);
        for (UUID request : List.of(answered, open, ofAnother)) {
            atTheDesk("RequestOpened", request, subject(request), _ -> {});
        }
        atTheDesk("RequestOpened", byLetter, subject, _ -> {});
        atTheDesk("DsrAnswered", answered, subject, _ -> {});
        atTheDesk("DsrAnswered", ofAnother, subject, _ -> {});
        await().atMost(PATIENCE).until(() -> inState("ANSWERED", answered, ofAnother) == 2);
        await().atMost(PATIENCE).until(() -> inState("OPEN", open, byLetter) == 2);

        erased(event, "boreal", RHONE, subject);
        erased(event, "helios", "loire-assurance", subject);
        erased(event, "helios", RHONE, subject);
        await().atMost(PATIENCE).until(() -> read(RHONE, "dpo", answered).statusCode() == 404);

        assertThat(noted(answered)).isZero();
        assertThat(read(RHONE, "dpo", open).statusCode()).isEqualTo(200);
        assertThat(read(RHONE, "dpo", ofAnother).statusCode()).isEqualTo(200);

        atTheDesk("RequestJoined", open, subject, data -> data.put("into", byLetter.toString()));
        await().atMost(PATIENCE).until(() -> inState("JOINED", open) == 1);
        erased(event, "helios", RHONE, subject); // said again
        erased(event, "helios", RHONE, subject(ofAnother)); // read after it
        await().atMost(PATIENCE).until(() -> read(RHONE, "dpo", ofAnother).statusCode() == 404);
        assertThat(read(RHONE, "dpo", open).statusCode()).isEqualTo(200);

        atTheDesk("DsrAnswered", byLetter, subject, _ -> {});
        await().atMost(PATIENCE).until(() -> inState("ANSWERED", byLetter) == 1);
        erased(event, "helios", RHONE, subject);
        await().atMost(PATIENCE).until(() -> read(RHONE, "dpo", open).statusCode() == 404);
    }

    private void atTheDesk(String name, UUID request, String subject, Consumer<ObjectNode> change) {
        topics.publish(
                "helios",
                "retention",
                "request-" + request,
                name,
                "dpo",
                data -> {
                    data.put("request", request.toString());
                    if (name.equals("RequestOpened")) {
                        data.put("controller", RHONE).put("subject", subject);
                    }
                    change.accept(data);
                });
    }

    /** One stream is read in its order. */
    private void erased(String name, String tenant, String controller, String subject) {
        topics.publish(
                tenant,
                "retention",
                "erasure-" + erasure,
                name,
                "service",
                data -> data.put("controller", controller).put("subject", subject));
    }

    private static long inState(String state, UUID... requests) throws SQLException {
        return Backlog.count(
                "helios",
                "select count(*) from held_request where state = '"
                        + state
                        + "' and request in ('"
                        + Stream.of(requests).map(UUID::toString).collect(joining("', '"))
                        + "')");
    }

    private void ordered(String tenant, String kind, UUID... files) {
        UUID batch = UUID.randomUUID();
        topics.publish(
                tenant,
                "retention",
                "disposition-batch-" + batch,
                "DispositionBatchOrdered",
                "service",
                data -> {
                    data.put("batch", batch.toString())
                            .put("owner", "RETENTION")
                            .put("kind", kind)
                            .put("controller", RHONE);
                    var items = data.putArray("items");
                    for (UUID file : files) {
                        items.add(file.toString());
                    }
                });
    }

    private static UUID asked(String correction) {
        return asked(freshNumber(), correction);
    }

    private static UUID asked(String number, String correction) {
        return id(
                with(tokenFor(number, "DATA_REQUEST"))
                        .body(Map.of("right", "RECTIFICATION", "correction", correction))
                        .post("/v1/self-service/data-requests"));
    }

    private static UUID id(Response received) {
        assertThat(received.statusCode()).as(received.asString()).isEqualTo(201);
        return UUID.fromString(received.path("id"));
    }

    private static Response read(String organisation, String role, UUID request) {
        return as(token("helios", organisation, role))
                .get("/v1/data-requests/" + request + "/correction");
    }

    private static long noted(UUID request) throws SQLException {
        return Backlog.count(
                "helios",
                "select count(*) from requested_correction where request = '" + request + "'");
    }

    private static String subject(UUID request) throws SQLException {
        return stored(request, "payload::jsonb ->> 'subject'");
    }

    private static String stored(UUID request, String what) throws SQLException {
        try (Connection connection = Backlog.Role.APP.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
            try (ResultSet rows =
                    statement.executeQuery(
                            "select "
                                    + what
                                    + " from event where stream = 'dsr-"
                                    + request
                                    + "'")) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
