// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.disposal.domain.ItemsDisposed;
import io.temoin.audit.export.RequestedExport;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is destroyed here on order, and what the trail learns of orders to others. */
@QuarkusTest
class DisposalTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBJECT = "5b0f6c1d3e4f5a60718293a4b5c6d7e8";

    private final Space space = new Space();

    @Test
    void theFileOfAnExportGoesAndItsRecordStays() throws Exception {
        space.publishAndAwait(List.of(space.about(SUBJECT)));
        RequestedExport export = RequestedExport.of(space, "dpo", "CSV", Map.of()).awaitCompleted();
        UUID unknown = UUID.randomUUID();
        UUID batch = order("AUDIT", "EXPORT", UUID.fromString(export.id()), unknown);

        JsonNode disposed = outcome(batch);

        assertThat(disposed.path("disposed").intValue()).isOne();
        assertThat(disposed.path("refused"))
                .extracting(one -> one.path("reason").textValue())
                .containsExactly("UNKNOWN");
        assertThat(disposed.path("digest").textValue())
                .isEqualTo(ItemsDisposed.digest(Set.of(UUID.fromString(export.id()))));
        assertThat(export.get().<String>path("state")).isEqualTo("DELETED");
        assertThat(export.download("dpo").statusCode()).isEqualTo(410);
        assertThat(space.texts("select number from export_chunk")).isEmpty();
        assertThat(
                        space.texts(
                                "select type from event where stream = 'export-"
                                        + export.id()
                                        + "'"))
                .contains("ExportRequested", "ExportCompleted", "ExportDeleted");

        JsonNode again = outcome(order("AUDIT", "EXPORT", UUID.fromString(export.id())));
        assertThat(again.path("disposed").intValue()).as("it is gone").isOne();
    }

    @Test
    void anExportOfAnotherOrganisationStays() throws Exception {
        space.publishAndAwait(List.of(space.about(SUBJECT)));
        Response asked =
                space.as("dpo", "loire-assurance", List.of())
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(
                                Map.of(
                                        "format",
                                        "CSV",
                                        "filters",
                                        Map.of(),
                                        "reason",
                                        Map.of("code", "INCIDENT", "reference", "INC-1")))
                        .post("/v1/exports");
        UUID export = UUID.fromString(asked.path("id"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> space.texts("select state from export").equals(List.of("COMPLETED")));

        JsonNode disposed = outcome(order("AUDIT", "EXPORT", export));

        assertThat(disposed.path("refused").path(0).path("reason").textValue())
                .isEqualTo("NOT_OF_CONTROLLER");
        assertThat(space.texts("select number from export_chunk")).isNotEmpty();
    }

    /** Nothing of a bundle is stored, so nothing has to go. */
    @Test
    void aBundleThatIsUnknownIsRefused() throws Exception {
        JsonNode disposed = outcome(order("AUDIT", "EVIDENCE", UUID.randomUUID()));
        assertThat(disposed.path("disposed").intValue()).isZero();
        assertThat(disposed.has("horizon")).isFalse();
    }

    @Test
    void whatOthersWereOrderedIsNoBusinessOfThisService() throws Exception {
        UUID batch = order("CONSENT", "CONSENT_PROOF", UUID.randomUUID());
        outcome(order("AUDIT", "EVIDENCE", UUID.randomUUID()));
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                space.texts("select owner from disposition_batch")
                                        .contains("CONSENT"));
        assertThat(space.texts("select type from event where stream = 'disposal-" + batch + "'"))
                .isEmpty();
    }

    /** A disposed proof names no person, and yet the erasure of the person learns of it. */
    @Test
    void aPersonIsErasedOnceTheirProofsAreDisposedOf() throws Exception {
        UUID consent = UUID.randomUUID();
        space.publishAndAwait(
                List.of(
                        said("consent", "ConsentGiven", consent),
                        said("consent", "ConsentExpired", consent),
                        said("retention", "ProofRetained", consent)));
        assertThat(erase().statusCode()).isEqualTo(409);

        UUID refused = order("CONSENT", "CONSENT_PROOF", consent);
        confirm(refused, consent);
        assertThat(erase().statusCode()).as("refused by its owner").isEqualTo(409);

        UUID batch = order("CONSENT", "CONSENT_PROOF", consent);
        assertThat(erase().statusCode()).as("ordered is not gone").isEqualTo(409);
        confirm(batch, null);

        assertThat(erase().statusCode()).isEqualTo(201);
    }

    /** Published again, it tells nothing; what comes behind it is not held up. */
    @Test
    void aRedactedEventMakesNoEntry() {
        Published redacted =
                space.about(SUBJECT)
                        .withData("{\"redacted\":{\"order\":\"" + UUID.randomUUID() + "\"}}");
        Published next = space.about(SUBJECT);

        Space.publish(List.of(redacted, next));
        space.awaitEntries(1);

        assertThat(space.ids()).containsExactly(next.header("ce_id"));
        assertThat(space.parked().<List<Object>>path("items")).isEmpty();
    }

    private Response erase() {
        return Erasures.erase(space, SUBJECT, UUID.randomUUID().toString());
    }

    private Published said(String service, String type, UUID consent) {
        return space.here(
                Published.event(
                        "io.temoin." + service + "." + type + ".v1",
                        "contact-rhone-telecom-" + SUBJECT,
                        "{\"subject\": \"%s\", \"controller\": \"rhone-telecom\", \"consent\": \"%s\"}"
                                .formatted(SUBJECT, consent)));
    }

    private UUID order(String owner, String kind, UUID... items) {
        UUID batch = UUID.randomUUID();
        String ids =
                Arrays.stream(items)
                        .map(item -> "\"" + item + "\"")
                        .collect(Collectors.joining(","));
        publish(
                batch,
                "DispositionBatchOrdered",
                """
                {"batch": "%s", "owner": "%s", "kind": "%s", "controller": "rhone-telecom",
                 "items": [%s], "basis": "PERIOD_ENDED", "orderedAt": "2026-11-24T09:30:00Z"}"""
                        .formatted(batch, owner, kind, ids));
        return batch;
    }

    private void confirm(UUID batch, @Nullable UUID refused) {
        publish(
                batch,
                "DispositionBatchConfirmed",
                """
                {"batch": "%s", "kind": "CONSENT_PROOF", "controller": "rhone-telecom",
                 "disposed": 1, "refused": [%s], "digest": "", "erasedAt": "2026-11-24T09:31:00Z"}"""
                        .formatted(
                                batch,
                                refused == null
                                        ? ""
                                        : "{\"item\": \""
                                                + refused
                                                + "\", \"reason\": \"IN_USE\"}"));
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                space.texts(
                                                "select batch from disposition_batch where"
                                                        + " confirmed_at is not null")
                                        .contains(batch.toString()));
    }

    private void publish(UUID batch, String type, String data) {
        Space.publish(
                List.of(
                        space.here(
                                Published.event(
                                        "io.temoin.retention." + type + ".v1",
                                        "disposition-batch-" + batch,
                                        data))));
    }

    private JsonNode outcome(UUID batch) throws Exception {
        String query = "select payload::text from event where stream = 'disposal-" + batch + "'";
        await().atMost(Duration.ofSeconds(30)).until(() -> !space.texts(query).isEmpty());
        List<String> outcomes = space.texts(query);
        assertThat(outcomes).hasSize(1);
        EventContract.of("io.temoin.audit.ItemsDisposed.v1").accepts(outcomes.getFirst());
        return JSON.readTree(outcomes.getFirst());
    }
}
