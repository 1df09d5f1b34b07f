// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.documents.DocumentRequester.addedSheet;
import static io.temoin.recording.documents.DocumentRequester.addedTranscript;
import static io.temoin.recording.documents.DocumentRequester.awaitListed;
import static io.temoin.recording.documents.DocumentRequester.eventsOf;
import static io.temoin.recording.documents.DocumentRequester.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.documents.DocumentOrders.Ordered;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.shredding.TenantId;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What retention-service orders in batches is destroyed, answered once, and gone for good. */
@QuarkusTest
class DocumentOrdersTest {

    private static final byte[] AUDIO = Uploads.wave(2_000, 72);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DocumentDestruction destruction;
    private final SealedDocuments contents;
    private final DocumentOrders orders;

    @Inject
    DocumentOrdersTest(
            DocumentDestruction destruction, SealedDocuments contents, DocumentOrders orders) {
        this.destruction = destruction;
        this.contents = contents;
        this.orders = orders;
    }

    /** B1: the audio goes by its period, the sheet by its own. */
    @Test
    void b1TheSheetOutlivesItsAudioAndGoesWhenItIsOrdered() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        UUID sheet = addedSheet(recording);
        UUID words = addedTranscript(recording);

        // When
        erase(recording, "PERIOD_ENDED");

        // Then
        Published alongside = eventsOf(words, 2).getLast();
        assertThat(alongside.name()).isEqualTo("DocumentDestroyed");
        assertThat(alongside.data().has("batch")).isFalse();
        assertThat(alongside.data().path("basis").textValue()).isEqualTo("PERIOD_ENDED");
        assertProblem(read(Callers.CLAIRE, words), 410, "document-destroyed");
        assertThat(read(Callers.CLAIRE, sheet).statusCode()).isEqualTo(200);
        awaitListed(Callers.DIANE, recording, sheet);

        // When
        UUID batch = UUID.randomUUID();
        String eventId = UUID.randomUUID() + ".0";
        Topic.retentionOrders(
                "helios", batch, eventId, order(batch, "SHEET", "rhone-telecom", sheet));

        // Then
        Published answer = answers(batch, 1).getFirst();
        EventContract.of(answer.type()).accepts(answer.payload());
        assertThat(answer.name()).isEqualTo("ItemsDisposed");
        assertThat(answer.data().path("disposed").intValue()).isEqualTo(1);
        assertThat(answer.data().path("refused")).isEmpty();
        assertThat(answer.data().path("digest").textValue()).isEqualTo(Sha256.hex(sheet + "\n"));
        assertThat(LocalDate.parse(answer.data().path("horizon").textValue()))
                .isAfter(LocalDate.now());
        assertThat(answer.headers()).containsEntry("ce_causationid", eventId);
        Published gone = eventsOf(sheet, 3).getLast();
        EventContract.of(gone.type()).accepts(gone.payload());
        assertThat(gone.name()).isEqualTo("DocumentDestroyed");
        assertThat(gone.data().path("batch").textValue()).isEqualTo(batch.toString());
        assertThat(gone.data().at("/evidence/keyFingerprint").textValue()).hasSize(64);
        assertProblem(read(Callers.CLAIRE, sheet), 410, "document-destroyed");
        assertProblem(read(Callers.AGATHE, sheet), 404, "document-unknown");
        awaitListed(Callers.DIANE, recording);
    }

    @Test
    void whatCannotGoIsRefusedAndTheRestGoes() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        UUID sheet = addedSheet(recording);
        UUID words = addedTranscript(recording);
        UUID unknown = UUID.randomUUID();

        // When
        UUID foreign = UUID.randomUUID();
        UUID batch = UUID.randomUUID();
        Topic.retentionOrders(
                "helios",
                foreign,
                UUID.randomUUID() + ".0",
                order(foreign, "SHEET", "loire-assurance", sheet));
        Topic.retentionOrders(
                "helios",
                batch,
                UUID.randomUUID() + ".0",
                order(batch, "SHEET", "rhone-telecom", words, unknown, sheet));

        // Then
        JsonNode refused = answers(foreign, 1).getFirst().data();
        assertThat(refused.path("disposed").intValue()).isZero();
        assertThat(refused.has("horizon")).isFalse();
        assertThat(reasons(refused)).isEqualTo(Map.of(sheet.toString(), "NOT_OF_CONTROLLER"));
        JsonNode answer = answers(batch, 1).getFirst().data();
        assertThat(answer.path("disposed").intValue()).isEqualTo(1);
        assertThat(reasons(answer))
                .isEqualTo(Map.of(words.toString(), "UNKNOWN", unknown.toString(), "UNKNOWN"));
        assertThat(read(Callers.CLAIRE, words).statusCode()).isEqualTo(200);
        assertProblem(read(Callers.CLAIRE, sheet), 410, "document-destroyed");
    }

    /** In another tenant there is no such document, whatever it is called. */
    @Test
    void anotherTenantsOrderDestroysNothing() {
        UUID sheet = addedSheet(Uploads.stored(AUDIO));
        UUID batch = UUID.randomUUID();
        Topic.retentionOrders(
                "boreal",
                batch,
                UUID.randomUUID() + ".0",
                order(batch, "SHEET", "rhone-telecom", sheet));
        JsonNode answer = Topic.eventsIn("boreal", "disposal-" + batch, 1).getFirst().data();
        assertThat(reasons(answer)).isEqualTo(Map.of(sheet.toString(), "UNKNOWN"));
        assertThat(read(Callers.CLAIRE, sheet).statusCode()).isEqualTo(200);
    }

    /**
     * Crashes after the key, and after the event of a document: what is gone counts as gone, and
     * the same order delivered again is answered once.
     */
    @Test
    void aBatchThatWasCutOffIsFinishedAndAnsweredOnce() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        UUID keyGone = addedSheet(recording);
        UUID allGone = addedSheet(recording);
        UUID untouched = addedSheet(recording);
        UUID batch = UUID.randomUUID();
        EventMetadata earlier = metadata();
        contents.destroy(earlier.tenant(), keyGone, "PERIOD_ENDED", earlier.at())
                .await()
                .atMost(PATIENCE);
        destruction.destroy(allGone, batch, "PERIOD_ENDED", earlier).await().atMost(PATIENCE);
        assertProblem(read(Callers.CLAIRE, keyGone), 410, "document-destroyed");

        // When
        String eventId = UUID.randomUUID() + ".0";
        String order = order(batch, "SHEET", "rhone-telecom", keyGone, allGone, untouched);
        Topic.retentionOrders("helios", batch, eventId, order);
        Topic.retentionOrders("helios", batch, eventId, order);
        Topic.retentionOrders("helios", batch, UUID.randomUUID() + ".0", order);
        UUID next = UUID.randomUUID();
        Topic.retentionOrders(
                "helios",
                batch,
                UUID.randomUUID() + ".0",
                order(next, "SHEET", "rhone-telecom", untouched));

        // Then
        assertThat(answers(next, 1).getFirst().data().path("disposed").intValue()).isEqualTo(1);
        List<Published> answers = answers(batch, 1);
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().data().path("disposed").intValue()).isEqualTo(3);
        assertThat(eventsOf(keyGone, 3))
                .extracting(Published::name)
                .containsExactly("SheetCreated", "DocumentReadRefused", "DocumentDestroyed");
        assertThat(eventsOf(allGone, 2))
                .extracting(Published::name)
                .containsExactly("SheetCreated", "DocumentDestroyed");
    }

    /** A rebalance of the topic lets two of them at it. */
    @Test
    void twoReplicasThatCarryOutTheSameOrderAnswerItOnce() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        UUID first = addedSheet(recording);
        UUID second = addedSheet(recording);
        UUID batch = UUID.randomUUID();
        ReceivedEvent order =
                received(batch, order(batch, "SHEET", "rhone-telecom", first, second));

        // When
        Instant now = Instant.now();
        Uni.join()
                .all(
                        orders.carryOut(order, order.command("replica", now)),
                        orders.carryOut(order, order.command("replica", now)),
                        orders.carryOut(order, order.command("other", now)))
                .andFailFast()
                .await()
                .atMost(PATIENCE);
        assertProblem(read(Callers.CLAIRE, first), 410, "document-destroyed");

        // Then
        assertThat(answers(batch, 1)).hasSize(1);
        assertThat(eventsOf(first, 3))
                .extracting(Published::name)
                .containsExactly("SheetCreated", "DocumentDestroyed", "DocumentReadRefused");
    }

    @Test
    void anOrderIsUnderstood() {
        UUID batch = UUID.randomUUID();
        UUID item = UUID.randomUUID();
        assertThat(Ordered.of(fields(order(batch, "TRANSCRIPT", "rhone-telecom", item, item))))
                .contains(
                        new Ordered(
                                batch,
                                DocumentKind.TRANSCRIPT,
                                new PartyId("rhone-telecom"),
                                List.of(item),
                                "PERIOD_ENDED"));
    }

    @Test
    void anOrderForSomebodyElseIsLeftAlone() {
        ObjectNode other =
                (ObjectNode) fields(order(UUID.randomUUID(), "EXPORT", "rhone-telecom")).json();
        assertThat(Ordered.of(new JsonFields(other.put("owner", "AUDIT")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "batch", "kind", "controller", "items", "basis"})
    void anOrderThatSaysTooLittleIsRejected(String member) {
        ObjectNode less =
                (ObjectNode) fields(order(UUID.randomUUID(), "SHEET", "rhone-telecom")).json();
        less.remove(member);
        assertThatThrownBy(() -> Ordered.of(new JsonFields(less))).isInstanceOf(Rejected.class);
    }

    @Test
    void anOrderOfWhatIsNotKnownHereOrOfTooMuchIsRejected() {
        UUID batch = UUID.randomUUID();
        String alien = order(batch, "RECORDING", "rhone-telecom", batch);
        String text = order(batch, "SHEET", "rhone-telecom", batch).replace(batch + "\"]", "x\"]");
        UUID[] many =
                IntStream.range(0, 1_001).mapToObj(_ -> UUID.randomUUID()).toArray(UUID[]::new);
        String tooMuch = order(batch, "SHEET", "rhone-telecom", many);
        for (String order : List.of(alien, text, tooMuch)) {
            assertThatThrownBy(() -> Ordered.of(fields(order))).isInstanceOf(Rejected.class);
        }
    }

    private static void erase(UUID recording, String basis) {
        ObjectNode example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();
        example.put("recording", recording.toString())
                .put("order", UUID.randomUUID().toString())
                .put("basis", basis);
        Topic.retentionSays(
                "helios",
                recording,
                UUID.randomUUID() + ".0",
                "DispositionOrdered",
                example.toString());
        Topic.eventsOf("helios", recording, 3);
    }

    private static String order(UUID batch, String kind, String controller, UUID... items) {
        ObjectNode order =
                JSON.createObjectNode()
                        .put("batch", batch.toString())
                        .put("owner", "RECORDING")
                        .put("kind", kind)
                        .put("controller", controller);
        for (UUID item : items) {
            order.withArray("items").add(item.toString());
        }
        order.withArray("items");
        return order.put("basis", "PERIOD_ENDED")
                .put("orderedAt", "2027-12-01T23:10:00Z")
                .toString();
    }

    private static JsonFields fields(String payload) {
        try {
            return new JsonFields(JSON.readTree(payload));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ReceivedEvent received(UUID batch, String payload) {
        return new ReceivedEvent(
                UUID.randomUUID() + ".0",
                "retention",
                "DispositionBatchOrdered",
                1,
                new TenantId("helios"),
                "disposition-batch-" + batch,
                1,
                Instant.parse("2027-12-01T23:10:00Z"),
                "c0ffee00-0000-4000-8000-000000000001",
                null,
                null,
                Actor.service("test"),
                fields(payload).json());
    }

    private static List<Published> answers(UUID batch, int count) {
        return Topic.eventsIn("helios", "disposal-" + batch, count);
    }

    private static Map<String, String> reasons(JsonNode answer) {
        return answer.path("refused")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                one -> one.path("item").textValue(),
                                one -> one.path("reason").textValue()));
    }

    private static EventMetadata metadata() {
        return new EventMetadata(
                new TenantId("helios"),
                Actor.service("test"),
                UUID.randomUUID(),
                null,
                UUID.randomUUID().toString(),
                null,
                null,
                Instant.parse("2026-12-01T10:00:00Z"));
    }
}
