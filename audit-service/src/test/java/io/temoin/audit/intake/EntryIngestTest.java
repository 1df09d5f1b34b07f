// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.EncodedBodies;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of the customer's own systems, from the request into the trail and the log. */
@QuarkusTest
class EntryIngestTest {

    private final Space space = new Space();
    private final Sending sending = new Sending(space);

    @Test
    void anEntryIsInTheTrailWithWhoHandedItIn() {
        // Given
        Map<String, Object> entry = Sending.entry("4711");
        entry.put("workstation", "LYON-3-117");
        entry.put("purposes", List.of("PROSPECTING_CALL"));
        entry.put("reason", Map.of("code", "CAMPAIGN", "reference", "CMP-2026-31"));
        entry.put("how", Map.of("operation", "ExportCustomers", "channel", "API"));
        entry.put("controller", "rhone-telecom");
        entry.put("subject", "9f2b6c1d3e4f5a60718293a4b5c6d7e8");
        entry.put("correlationId", "corr-1");
        entry.put("causationId", "cause-1");

        // When
        Response answer = sending.entries(entry);

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<List<String>>path("ids")).containsExactly(Sending.inTrail("4711"));
        assertThat(answer.<Integer>path("added")).isEqualTo(1);
        assertThat(sending.read("4711"))
                .containsEntry("service", "x-crm")
                .containsEntry("at", entry.get("at"))
                .containsEntry("action", "CUSTOMER_LIST_EXPORTED")
                .containsEntry("outcome", "DONE")
                .containsEntry("actor", "claire-sub")
                .containsEntry("organisation", "rhone-telecom")
                .containsEntry("role", "campaign-manager")
                .containsEntry("workstation", "LYON-3-117")
                .containsEntry("purposes", List.of("PROSPECTING_CALL"))
                .containsEntry("reason", entry.get("reason"))
                .containsEntry("how", entry.get("how"))
                .containsEntry("controller", "rhone-telecom")
                .containsEntry("subject", "9f2b6c1d3e4f5a60718293a4b5c6d7e8")
                .containsEntry("correlationId", "corr-1")
                .containsEntry("causationId", "cause-1")
                .containsEntry("reportedBy", Space.ACTOR);
    }

    @Test
    void anEntryIsALeafOfTheLogAndIsProven() {
        // When
        sending.entries(Sending.entry("1"), Sending.entry("2"));

        // Then
        new LogReader(space).awaitSize(2);
        Response proof = space.as("dpo").get("/v1/entries/" + Sending.inTrail("2") + "/proof");
        assertThat(proof.statusCode()).isEqualTo(200);
        assertThat(proof.asString()).startsWith("c2sp.org/tlog-proof@v1");
    }

    @Test
    void theSameAgainIsTheSameEntry() {
        // Given
        Map<String, Object> entry = Sending.entry("1");
        sending.entries(entry);

        // When
        Response again = sending.entries(entry);

        // Then
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.<List<String>>path("ids")).containsExactly(Sending.inTrail("1"));
        assertThat(again.<Integer>path("added")).isZero();
        assertThat(space.trail()).hasSize(1);
    }

    @Test
    void whatIsNewOfARequestIsAdded() {
        // Given
        Map<String, Object> first = Sending.entry("1");
        Map<String, Object> second = Sending.entry("2");
        sending.entries(first);

        // When
        Response answer = sending.entries(second, first, second);

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("Idempotent-Replay")).isNull();
        assertThat(answer.<List<String>>path("ids"))
                .containsExactly(Sending.inTrail("2"), Sending.inTrail("1"), Sending.inTrail("2"));
        assertThat(answer.<Integer>path("added")).isEqualTo(1);
        assertThat(space.trail()).hasSize(2);
    }

    @Test
    void anIdThatStandsForAnotherEntryIsRefusedWithTheWholeRequest() {
        // Given
        Map<String, Object> first = Sending.entry("1");
        sending.entries(first);

        // When
        Response answer =
                sending.entries(
                        Sending.entry("2"), Sending.with(first, "action", "SOMETHING_ELSE"));

        // Then
        assertProblem(answer, 409, "entry-id-reused");
        assertThat(answer.<List<String>>path("violations.pointer")).containsExactly("/entries/1");
        assertThat(space.trail()).extracting(entry -> entry.get("action")).hasSize(1);
        assertThat(sending.read("1")).containsEntry("action", "CUSTOMER_LIST_EXPORTED");
    }

    @Test
    void anIdThatStandsForTwoEntriesOfARequestIsRefused() {
        Map<String, Object> first = Sending.entry("1");

        assertProblem(
                sending.entries(first, Sending.with(first, "role", "other")),
                409,
                "entry-id-reused");
        assertThat(space.trail()).isEmpty();
    }

    @Test
    void nobodyTakesAnIdFromAnotherOrganisationOrSource() {
        // Given
        Map<String, Object> entry = Sending.entry("1");
        sending.entries(entry);

        // When
        Response otherSource = sending.entries(Sending.with(entry, "source", "billing"));
        Response otherOrganisation =
                space.as("business-system", "loire-assurance", List.of())
                        .contentType(ContentType.JSON)
                        .body(
                                Map.of(
                                        "entries",
                                        List.of(
                                                Sending.with(
                                                        entry, "organisation", "loire-assurance"))))
                        .post("/v1/entries");

        // Then
        assertThat(otherSource.statusCode()).isEqualTo(201);
        assertThat(otherOrganisation.statusCode()).isEqualTo(201);
        assertThat(otherOrganisation.<List<String>>path("ids"))
                .containsExactly("x-loire-assurance:crm:1");
        assertThat(space.trail()).hasSize(3);
    }

    /** Every field that could make an entry look like one of the suite's own. */
    @Test
    void noEntryCanBeForgedThatLooksLikeOneOfTheSuite() {
        // Given
        Published event =
                space.here(
                        Published.example(
                                EventContract.of("io.temoin.recording.ListeningGranted.v1")));
        Map<String, Object> forged = Sending.entry(event.header("ce_id"));
        forged.put("source", "recording");
        forged.put("action", "HEARING_GRANTED");
        forged.put("how", Map.of("operation", "ListeningGranted"));

        // When
        Response answer = sending.entries(forged);
        Space.publish(List.of(event));
        space.awaitEntries(2);

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(space.as("dpo").queryParam("service", "recording").get("/v1/entries"))
                .satisfies(
                        list ->
                                assertThat(list.<List<String>>path("items.id"))
                                        .containsExactly(event.header("ce_id")));
        assertThat(space.as("dpo").queryParam("service", "x-recording").get("/v1/entries"))
                .satisfies(
                        list ->
                                assertThat(list.<List<String>>path("items.reportedBy"))
                                        .containsExactly(Space.ACTOR));
    }

    @Test
    void everythingThatIsWrongIsSaidWithItsPlace() {
        // Given
        Map<String, Object> wrong = Sending.entry("1");
        wrong.remove("role");
        wrong.put("note", "x");
        wrong.put("action", "exported");
        wrong.put("purposes", List.of("A", "b c", 3));
        wrong.put("how", Map.of("operation", "Export", "what/else~", "x"));
        wrong.put("subject", 7);

        // When
        Response answer = sending.entries(Sending.entry("2"), wrong);

        // Then
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<List<String>>path("violations.pointer"))
                .containsExactlyInAnyOrder(
                        "/entries/1/role",
                        "/entries/1/note",
                        "/entries/1/action",
                        "/entries/1/purposes/1",
                        "/entries/1/purposes/2",
                        "/entries/1/how/what~1else~0",
                        "/entries/1/subject");
        assertThat(answer.<List<String>>path("violations.message"))
                .allMatch(sentence -> sentence.endsWith("."));
        assertThat(space.trail()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "id, 06 12 34 56 78",
        "actor, jean.dupont@example.org",
        "role, +33612345678",
        "workstation, 0612345678",
        "correlationId, tel:0612345678"
    })
    void whatLooksPersonalIsRefused(String field, String value) {
        // When
        Response answer =
                sending.entries(Sending.entry("1"), Sending.with(Sending.entry("2"), field, value));

        // Then
        assertProblem(answer, 400, "personal-data-refused");
        assertThat(answer.<List<String>>path("violations.pointer"))
                .containsExactly("/entries/1/" + field);
        assertThat(answer.asString()).doesNotContain(value);
        assertThat(space.trail()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} {}",
                "{}",
                "{\"entries\": []}",
                "{\"entries\": {}}",
                "{\"entries\": [1]}",
                "{\"entries\": [null]}",
                "{\"entries\": [{}], \"more\": 1}",
                "{\"entries\": [{\"id\": \"a\", \"id\": \"b\"}]}",
                "not json"
            })
    void whatIsNoRequestIsRefused(String body) {
        assertProblem(sending.json(body), 400, "request-invalid");
    }

    @Test
    void deepNestingIsRefused() {
        assertProblem(sending.json("[".repeat(200) + "]".repeat(200)), 400, "request-invalid");
    }

    @Test
    void fiveHundredEntriesAreTakenAndNotOneMore() {
        List<Map<String, Object>> most =
                IntStream.range(0, 500).mapToObj(i -> Sending.entry("e" + i)).toList();
        List<Map<String, Object>> more = new ArrayList<>(most);
        more.add(Sending.entry("one-more"));

        assertProblem(sending.entries(more), 400, "request-invalid");
        assertThat(space.trail()).isEmpty();
        assertThat(sending.entries(most).<Integer>path("added")).isEqualTo(500);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        Map<String, Object> large = new LinkedHashMap<>(Sending.entry("1"));
        large.put("note", "x".repeat(1024 * 1024));

        assertProblem(sending.entries(large), 413, "request-too-large");
    }

    @Test
    void anotherContentTypeIsRefused() {
        assertProblem(
                space.as("business-system")
                        .contentType(ContentType.XML)
                        .body("<entry/>")
                        .post("/v1/entries"),
                415,
                "unsupported-media-type");
    }

    @Test
    void anEncodedBodyIsRefused() {
        EncodedBodies.areRefused(
                () ->
                        space.as("business-system")
                                .contentType(ContentType.JSON)
                                .body(Map.of("entries", List.of(Sending.entry("1")))),
                request -> request.post("/v1/entries"));
        EncodedBodies.areRefused(
                () -> sending.lines().queryParam("source", Sending.SOURCE).body("{}\n{}"),
                request -> request.post("/v1/entries/ecs"));
    }

    /** Two at the same moment: one adds, the other finds it there. */
    @Test
    void requestsAtTheSameMomentAddAnEntryOnce() throws Exception {
        // Given, in different orders, so that they would wait for each other
        List<Map<String, Object>> entries =
                IntStream.range(0, 50).mapToObj(i -> Sending.entry("e" + i)).toList();
        List<Callable<Response>> requests =
                IntStream.range(0, 6)
                        .<Callable<Response>>mapToObj(
                                i ->
                                        () ->
                                                sending.entries(
                                                        i % 2 == 0 ? entries : entries.reversed()))
                        .toList();

        // When
        List<Response> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(requests.size())) {
            for (Future<Response> one : threads.invokeAll(requests)) {
                answers.add(result(one));
            }
        }

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(200, 201);
        assertThat(answers.stream().mapToInt(one -> one.<Integer>path("added")).sum())
                .isEqualTo(50);
        assertThat(space.trail()).hasSize(50);
    }

    private static Response result(Future<Response> one)
            throws InterruptedException, ExecutionException {
        return one.get();
    }
}
