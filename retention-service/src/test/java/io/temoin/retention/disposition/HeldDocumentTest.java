// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.disposition.OwnerCase.NOON;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What tells of a call stays with the recording that is held or asked for, and the recording with a
 * document that is held.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class HeldDocumentTest {

    /** A year after the sheets were written, and longer after the calls. */
    private static final Instant SHEETS_ARE_DUE = Instant.parse("2027-12-03T12:00:00Z");

    /** A call, and all that is kept of it. */
    private record Call(UUID decision, UUID recording, UUID sheet, UUID transcript) {

        static Call any() {
            return new Call(
                    UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        }

        Set<UUID> all() {
            return Set.of(decision, recording, sheet, transcript);
        }
    }

    private final OwnerCase its = new OwnerCase();
    private final RecordingTopic recordings = new RecordingTopic();
    private final TestClock clock;
    private final BatchDispositionJob job;

    private final Call held = Call.any();
    private final Call other = Call.any();

    HeldDocumentTest(TestClock clock, BatchDispositionJob job) {
        this.clock = clock;
        this.job = job;
    }

    @BeforeEach
    void recordTwoCalls() {
        clock.set(NOON);
        record(held);
        record(other);
        its.awaitListed("CALL_DECISION", 2, "SCHEDULED");
        its.awaitListed("SHEET", 2, "SCHEDULED");
        its.awaitListed("TRANSCRIPT", 2, "SCHEDULED");
        its.awaitListed("RECORDING", 2, "SCHEDULED");
    }

    @AfterEach
    void close() {
        recordings.close();
        its.close();
    }

    /** A transcript goes with its recording, so this stays, too, and what tells of its call. */
    @Test
    void aDocumentIsHeldByItsIdAndItsCallWithIt() {
        String hold =
                its.hold(items(held.transcript())).body("covered", equalTo(4)).extract().path("id");
        assertHolds(held.all());
        Tokens.dpo(its.tenant)
                .get("/v1/holds/{id}/items", hold)
                .then()
                .statusCode(200)
                .body("items.id", hasSize(4));
    }

    /** Recordings and registered items alike, and only while the hold is in force. */
    @Test
    void counselIsExplainedWhatAHoldKeepsAndNothingElse() {
        assertExplained(held.all(), 404);

        its.hold(items(held.recording()));

        assertExplained(held.all(), 200);
        assertExplained(other.all(), 404);
        Tokens.as(its.tenant, "voix-du-rhone", List.of("rhone-telecom"), "legal")
                .get("/v1/items/{id}/explanation", held.recording())
                .then()
                .statusCode(404);
    }

    private void assertExplained(Set<UUID> items, int status) {
        for (UUID item : items) {
            Tokens.as(its.tenant, "rhone-telecom", List.of(), "legal")
                    .get("/v1/items/{id}/explanation", item)
                    .then()
                    .statusCode(status)
                    .body("holds", status == 200 ? hasSize(1) : nullValue());
        }
    }

    @Test
    void aSheetThatIsHeldIsNotOrderedWithTheOthers() {
        its.hold(items(held.sheet()));
        clock.set(SHEETS_ARE_DUE);
        job.run();
        assertThat(ordered("SHEET")).containsExactly(other.sheet());
        assertHolds(held.all());
    }

    @Test
    void aHoldOnARecordingCoversWhatTellsOfItsCall() {
        its.hold(items(held.recording())).body("covered", equalTo(4));
        assertHolds(held.all());
        clock.set(SHEETS_ARE_DUE);
        job.run();
        assertThat(ordered("SHEET")).containsExactly(other.sheet());
        assertThat(ordered("CALL_DECISION")).containsExactly(other.decision());
    }

    /**
     * Its words are those of the audio; the sheet is somebody's own text, and outlives both (B1).
     */
    @Test
    void aTranscriptIsGoneWithItsRecordingAndTheSheetStays() {
        document("DocumentDestroyed", held.transcript(), held, "TRANSCRIPT");

        await().atMost(PATIENCE)
                .untilAsserted(() -> its.item(held.transcript()).body("state", equalTo("GONE")));
        its.item(held.transcript())
                .body("erasedAt", equalTo("2026-12-01T09:00:00Z"))
                .body("dueAt", nullValue())
                .body("order", nullValue());
        its.item(held.sheet()).body("state", equalTo("SCHEDULED"));
        clock.set(SHEETS_ARE_DUE);
        assertState(held.transcript(), "2026-11-30", "SCHEDULED");
        assertState(held.transcript(), "2026-12-01", "GONE");
        its.explanation(held.transcript(), "en")
                .body(
                        "sentences",
                        hasItem(
                                "The service that kept it destroyed it on 1 December 2026, together with"
                                        + " its recording."));
        job.run();
        assertThat(ordered("TRANSCRIPT")).containsExactly(other.transcript());
        assertThat(ordered("SHEET")).containsExactlyInAnyOrder(held.sheet(), other.sheet());
    }

    private void assertState(UUID item, String asOf, String state) {
        Tokens.dpo(its.tenant)
                .queryParam("asOf", asOf)
                .get("/v1/items/{id}/explanation", item)
                .then()
                .statusCode(200)
                .body("state", equalTo(state));
    }

    /** It is written a week after the call that it is about. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z, true",
        "2026-12-01T00:00:00Z, 2026-12-02T00:00:00Z, false"
    })
    void aPeriodCoversADocumentByTheEndOfItsCall(String from, String before, boolean covered) {
        its.hold("{\"endedFrom\": \"%s\", \"endedBefore\": \"%s\"}".formatted(from, before));
        for (UUID document : List.of(held.sheet(), held.transcript(), other.sheet())) {
            its.item(document).body("holds", hasSize(covered ? 1 : 0));
        }
    }

    @Test
    void aPersonsDocumentsAreHeldWithTheRest() {
        String subject = its.item(held.recording()).extract().path("subject");
        its.hold("{\"subject\": \"%s\"}".formatted(subject));
        held.all().forEach(item -> its.item(item).body("holds", hasSize(1)));
    }

    /** Of a request about one recording, nothing that tells of its call goes before the answer. */
    @Test
    void aRequestAboutARecordingKeepsWhatTellsOfItsCall() {
        Tokens.dpo(its.tenant)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(
                        """
                        {"type": "ACCESS", "way": "ORAL", "about": {"recording": "%s"}}"""
                                .formatted(held.recording()))
                .post("/v1/requests")
                .then()
                .statusCode(201);

        held.all().forEach(item -> its.item(item).body("frozenUntil", notNullValue()));
        other.all().forEach(item -> its.item(item).body("frozenUntil", nullValue()));
    }

    private void record(Call call) {
        its.topic.publish(its.decided(call.decision()));
        recordings.publish(
                RecordingTopic.event(
                        its.tenant,
                        call.recording(),
                        "RecordingStored",
                        data -> {
                            data.put("decision", call.decision().toString());
                            data.putArray("purposes").add("QUALITY");
                        }));
        document("SheetCreated", call.sheet(), call);
        document("TranscriptCreated", call.transcript(), call);
    }

    private void document(String event, UUID document, Call call) {
        document(event, document, call, null);
    }

    /** A kind is stated of documents that are destroyed with their recording. */
    private void document(String event, UUID document, Call call, @Nullable String kind) {
        its.topic.publish(
                OwnerTopic.example(
                        its.tenant,
                        "recording",
                        "document-" + document,
                        event,
                        data -> {
                            data.put("document", document.toString())
                                    .put("recording", call.recording().toString())
                                    .put("decision", call.decision().toString());
                            if (kind != null) {
                                data.put("kind", kind).remove("batch");
                            }
                        }));
    }

    private static String items(UUID... items) {
        return "{\"items\": [%s]}"
                .formatted(
                        Arrays.stream(items)
                                .map(item -> "\"" + item + "\"")
                                .collect(Collectors.joining(", ")));
    }

    private void assertHolds(Set<UUID> covered) {
        for (Call call : List.of(held, other)) {
            for (UUID item : call.all()) {
                its.item(item).body("holds", covered.contains(item) ? hasSize(1) : empty());
            }
        }
    }

    private List<UUID> ordered(String kind) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                its.published("DispositionBatchOrdered", 1).stream()
                                        .filter(it -> it.get("kind").textValue().equals(kind))
                                        .flatMap(it -> OwnerCase.items(it).stream())
                                        .toList(),
                        found -> !found.isEmpty());
    }
}
