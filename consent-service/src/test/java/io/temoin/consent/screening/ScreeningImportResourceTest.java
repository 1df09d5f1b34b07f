// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.EncodedBodies;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.net.InetAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ScreeningImportResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger CODES = new AtomicInteger();

    @Test
    void takesAFileAndPutsItsCopyIntoUse() throws NoSuchAlgorithmException {
        String register = freshRegister();
        String file =
                "+442079460001\n07700900002\r\n\n\"+44 20 7946 0003\",listed 2019\n07700900002";
        Response whole = send(start(register, Map.of()), file);
        assertThat(whole.statusCode()).isEqualTo(202);
        assertThat(whole.header("Upload-Offset")).isEqualTo(String.valueOf(file.length()));
        Response done = completed(whole.path("id"));
        assertThat(done.<Integer>path("rows")).isEqualTo(3);
        assertThat(done.<Integer>path("lines")).isEqualTo(5);
        assertThat(done.<Integer>path("done")).isEqualTo(done.path("total"));
        assertThat(done.<String>path("checksum")).isEqualTo(sha256(file));
        Response inUse = as("dpo").get("/v1/screening-registers");
        assertThat(inUse.<List<String>>path("items.register")).contains(register);
        assertThat(
                        inUse.<Integer>path(
                                "items.find { it.register == '%s' }.rows".formatted(register)))
                .isEqualTo(3);
    }

    @Test
    void leavesAHeaderOutWhenThereIsOne() {
        String id = start(freshRegister(), Map.of("header", true));
        send(id, "telephone;since\n07700900002;2019\n");
        assertThat(completed(id).<Integer>path("rows")).isEqualTo(1);
    }

    @Test
    void goesOnWhereAPartEnded() throws NoSuchAlgorithmException {
        String id = start(freshRegister(), Map.of());
        Response first = send(id, "07700900001\n077009", 0, "?0");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.<String>path("state")).isEqualTo("RECEIVING");
        // Part of a number is never kept: it has to come again
        assertThat(first.header("Upload-Offset")).isEqualTo("12");
        assertThat(as("dpo").get("/v1/screening-imports/" + id).header("Upload-Offset"))
                .isEqualTo("12");
        Response rest = send(id, "07700900002\n", 12, "?1");
        assertThat(rest.header("Upload-Offset")).isEqualTo("24");
        Response done = completed(id);
        assertThat(done.<Integer>path("rows")).isEqualTo(2);
        assertThat(done.<String>path("checksum")).isEqualTo(sha256("07700900001\n07700900002\n"));
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        String id = start(freshRegister(), Map.of());
        int lines = 500_000; // more than is kept at a time
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            String head =
                    String.join(
                            "\r\n",
                            "PATCH /v1/screening-imports/" + id + " HTTP/1.1",
                            "Host: temoin",
                            "Content-Type: text/plain",
                            "Content-Length: " + lines * 12,
                            "Authorization: Bearer " + token("dpo"),
                            "",
                            "");
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().write(numbers(0, lines - 1).getBytes(US_ASCII));
            socket.getOutputStream().flush();
            await().atMost(PATIENCE).until(() -> uploadOffset(id) > 0);
        }
        // How much of it arrived, only the service knows; it may still be at it when asked
        await().atMost(PATIENCE).until(() -> goesOn(id, uploadOffset(id), lines));
        Response done = completed(id);
        assertThat(done.<Integer>path("rows")).isEqualTo(lines);
        assertThat(done.<String>path("checksum")).isEqualTo(sha256(numbers(0, lines)));
    }

    /** Not while what was sent before the cut is still being taken in: then it is asked again. */
    private static boolean goesOn(String id, int offset, int lines) {
        Response rest = send(id, numbers(offset / 12, lines), offset, "?1");
        assertThat(rest.statusCode()).as(rest.asString()).isIn(202, 409);
        return rest.statusCode() == 202;
    }

    @Test
    void refusesAPartThatBeginsElsewhere() {
        String id = start(freshRegister(), Map.of());
        send(id, "07700900001\n", 0, "?0");
        assertProblem(send(id, "07700900001\n", 0, "?0"), 409, "upload-offset-mismatch");
        assertProblem(send(id, "07700900001\n", 13, "?1"), 409, "upload-offset-mismatch");
        assertThat(uploadOffset(id)).isEqualTo(12);
    }

    @Test
    void refusesAFileWithBrokenLinesWhole() {
        String register = freshRegister();
        String id = start(register, Map.of("header", true));
        Response refused =
                send(
                        id,
                        "number\n07700900001\nhello\n\n+44 12\n;x\n07700900002\n12345678901234567890");
        assertProblem(refused, 422, "import-lines-invalid");
        assertThat(refused.<List<String>>path("violations.pointer"))
                .containsExactly("line 3", "line 5", "line 6", "line 8");
        assertThat(refused.asString()).doesNotContain("hello", "12345678901234567890");
        Response kept = as("dpo").get("/v1/screening-imports/" + id);
        assertThat(kept.<String>path("state")).isEqualTo("FAILED");
        assertThat(kept.<String>path("failure")).isEqualTo("IMPORT_LINES_INVALID");
        assertThat(kept.<List<Integer>>path("brokenLines")).containsExactly(3, 5, 6, 8);
        assertThat(as("dpo").get("/v1/screening-registers").<List<String>>path("items.register"))
                .doesNotContain(register);
        assertProblem(send(id, "07700900001\n", uploadOffset(id), "?1"), 409, "import-closed");
    }

    @Test
    void namesTheFirstHundredBrokenLines() {
        Response refused = send(start(freshRegister(), Map.of()), "x\n".repeat(5_000));
        assertThat(refused.<List<Object>>path("violations")).hasSize(100);
    }

    @Test
    void refusesWhatIsNoFileOfNumbers() {
        String oneLine = start(freshRegister(), Map.of());
        assertProblem(send(oneLine, "9".repeat(5_000_000)), 422, "import-lines-invalid");
        assertThat(as("dpo").get("/v1/screening-imports/" + oneLine).<String>path("failure"))
                .isEqualTo("IMPORT_LINES_INVALID");
        assertProblem(send(start(freshRegister(), Map.of()), ""), 422, "import-empty");
        String blank = start(freshRegister(), Map.of());
        assertProblem(send(blank, "\n\n"), 422, "import-empty");
        assertThat(as("dpo").get("/v1/screening-imports/" + blank).<String>path("failure"))
                .isEqualTo("IMPORT_EMPTY");
        String id = start(freshRegister(), Map.of());
        assertProblem(
                as("dpo")
                        .contentType("application/zip")
                        .body(new byte[] {80, 75, 3, 4})
                        .patch("/v1/screening-imports/" + id),
                415,
                "import-format-unsupported");
    }

    @Test
    void anOlderFileDoesNotReplaceALaterOne() {
        String register = freshRegister();
        String first = start(register, Map.of());
        send(first, "07700900001\n");
        completed(first);
        Response older = ask(register, Map.of("asOf", today().minusDays(1).toString()));
        assertProblem(older, 409, "register-copy-older");
        String again = start(register, Map.of());
        send(again, "07700900001\n07700900002\n");
        assertThat(completed(again).<Integer>path("rows")).isEqualTo(2);
    }

    @Test
    void aRepeatedRequestIsTheSameImport() {
        String register = freshRegister();
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = body(Map.of());
        String path = "/v1/screening-registers/" + register + "/imports";
        Response first = as("dpo").header("Idempotency-Key", key).body(body).post(path);
        send(first.path("id"), "07700900001\n", 0, "?0");
        Response again = as("dpo").header("Idempotency-Key", key).body(body).post(path);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(again.<Integer>path("uploadOffset")).isEqualTo(12);
        assertThat(first.header("Idempotent-Replay")).isNull();
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        body.put("source", "another");
        assertProblem(
                as("dpo").header("Idempotency-Key", key).body(body).post(path),
                422,
                "idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource({
        "asOf,,field-missing",
        "asOf,yesterday,format-invalid",
        "asOf,2199-01-01,date-in-the-future",
        "source,,field-missing",
        "source,Claire Martin,format-invalid",
        "region,XX,format-invalid",
        "controller,rhone-telecom,value-unknown"
    })
    void refusesWhatItCannotRead(String field, String value, String code) {
        Map<String, Object> asked = body(Map.of());
        asked.put(field, value);
        Response answer = ask("UK-TPS", asked);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/" + field);
        assertThat(answer.<String>path("violations[0].code")).isEqualTo(code);
    }

    @Test
    void aControllersListIsItsOwn() {
        assertThat(ask("SUPPRESSION", Map.of("controller", "rhone-telecom")).statusCode())
                .isEqualTo(201);
        assertProblem(
                ask("SUPPRESSION", Map.of("controller", "loire-assurance")),
                403,
                "controller-not-authorised");
        assertProblem(ask("SUPPRESSION", Map.of()), 400, "request-invalid");
        assertProblem(ask("uk-tps", Map.of()), 400, "request-invalid");
    }

    @Test
    void aTenantKnowsNothingOfAnothersImports() {
        String id = start(freshRegister(), Map.of());
        String foreign =
                TestTokens.token("boreal", "nord-energie", List.of(), "actor-foreign", "dpo");
        RequestSpecification other = Http.given().auth().oauth2(foreign);
        assertProblem(other.get("/v1/screening-imports/" + id), 404, "import-unknown");
        assertProblem(
                Http.given()
                        .auth()
                        .oauth2(foreign)
                        .contentType("text/plain")
                        .body("07700900001\n")
                        .patch("/v1/screening-imports/" + id),
                404,
                "import-unknown");
    }

    @Test
    void listsImportsTheLatestFirst() {
        // Given a day after those to which other tests set the clock: they share the database
        CallingClock.set(Instant.parse("2041-03-04T09:30:00Z"));
        String earlier = start(freshRegister(), Map.of());
        String later = start(freshRegister(), Map.of());
        Response page = as("dpo").queryParam("limit", 1).get("/v1/screening-imports");
        assertThat(page.<List<String>>path("items.id")).containsExactly(later);
        Response next =
                as("dpo")
                        .queryParam("limit", 1)
                        .queryParam("cursor", page.<String>path("next"))
                        .get("/v1/screening-imports");
        assertThat(next.<List<String>>path("items.id")).containsExactly(earlier);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    static String start(String register, Map<String, Object> more) {
        Response started = ask(register, more);
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(201);
        return started.path("id");
    }

    private static Response ask(String register, Map<String, Object> more) {
        return as("dpo")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body(more))
                .post("/v1/screening-registers/" + register + "/imports");
    }

    private static Map<String, Object> body(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>();
        body.put("asOf", today().toString());
        body.put("source", "preference-service");
        body.putAll(more);
        return body;
    }

    static Response send(String id, String file) {
        return Http.given()
                .auth()
                .oauth2(token("dpo"))
                .contentType("text/csv")
                .body(file.getBytes(US_ASCII))
                .patch("/v1/screening-imports/" + id);
    }

    @Test
    void refusesAFileThatIsEncoded() {
        EncodedBodies.areRefused(
                () -> as("dpo").contentType("text/csv").body("+442079460001".getBytes(US_ASCII)),
                request -> request.patch("/v1/screening-imports/" + UUID.randomUUID()));
    }

    static Response send(String id, String part, int offset, String complete) {
        return Http.given()
                .auth()
                .oauth2(token("dpo"))
                .contentType("application/partial-upload")
                .header("Upload-Offset", offset)
                .header("Upload-Complete", complete)
                .body(part.getBytes(US_ASCII))
                .patch("/v1/screening-imports/" + id);
    }

    static Response completed(String id) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                as("dpo")
                                        .get("/v1/screening-imports/" + id)
                                        .<String>path("state")
                                        .equals("COMPLETED"));
        return as("dpo").get("/v1/screening-imports/" + id);
    }

    private static int uploadOffset(String id) {
        return as("dpo").get("/v1/screening-imports/" + id).path("uploadOffset");
    }

    static RequestSpecification as(String role) {
        return Http.given().auth().oauth2(token(role)).contentType(ContentType.JSON);
    }

    private static String token(String role) {
        return TestTokens.tenantWide(
                "helios", "rhone-telecom", "0f0e0d0c-0000-4000-8000-000000000001", role);
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC);
    }

    private static String freshRegister() {
        return "UK-T" + CODES.incrementAndGet();
    }

    private static String numbers(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("07%09d\n".formatted(i));
        }
        return lines.toString();
    }

    private static String sha256(String file) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(file.getBytes(US_ASCII)));
    }
}
