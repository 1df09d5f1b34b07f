// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.ground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.TopicTail;
import io.temoin.retention.disposition.domain.ItemDigest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The erasure of the one person of a desk, with the services played that keep something. */
public final class ErasureCase {

    static final String PERSON = "0123456789abcdef0123456789abcdef";

    private static final List<String> ONCE =
            List.of("QuarantineNoted", "DispositionOrdered", "DispositionConfirmed");

    private final DeskCase desk;

    public ErasureCase(DeskCase desk) {
        this.desk = desk;
    }

    /** The person asks for it. */
    UUID asked() {
        return UUID.fromString(
                desk.dpo()
                        .body(desk.opening("ERASURE", ""))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));
    }

    /** The person asks for it, and the controller decides it. */
    UUID decided() {
        UUID request = asked();
        desk.done(request, "erasures", ground("NO_LONGER_NECESSARY"));
        return request;
    }

    /** The controller decides it, and it is carried out; nothing is held that an owner destroys. */
    void completed(UUID request) {
        desk.done(request, "erasures", ground("NO_LONGER_NECESSARY"));
        awaitState(request, "WITH_TRAIL");
        try (var audit = new OwnerTopic()) {
            audit.publish(forgotten(request));
        }
        awaitState(request, "COMPLETE");
    }

    JsonPath erasure(UUID request) {
        return desk.dpo()
                .get("/v1/requests/{id}/erasure", request)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** What is kept of a kind, in the answer. */
    JsonPath kept(UUID request, String kind) {
        JsonPath all = erasure(request);
        return all.at("kept.find { it.kind == '%s' }".formatted(kind));
    }

    public void awaitState(UUID request, String state) {
        await().atMost(PATIENCE).until(() -> erasure(request).getString("state").equals(state));
    }

    JsonPath item(UUID item) {
        return desk.dpo().get("/v1/items/{id}", item).then().statusCode(200).extract().jsonPath();
    }

    void awaitItem(UUID item) {
        await().atMost(PATIENCE)
                .until(() -> desk.dpo().get("/v1/items/{id}", item).statusCode() == 200);
    }

    void awaitItemState(UUID item, String state) {
        await().atMost(PATIENCE).until(() -> state.equals(item(item).getString("state")));
    }

    /** consent-service tells of an item of the person. */
    void told(String type, Consumer<ObjectNode> change) {
        try (var consents = new OwnerTopic()) {
            consents.publish(
                    OwnerTopic.example(
                            desk.tenant,
                            "consent",
                            "contact-1",
                            type,
                            data -> {
                                data.put("subject", PERSON);
                                change.accept(data);
                            }));
        }
    }

    UUID stated() {
        UUID statement = UUID.randomUUID();
        told("PreferencesStated", data -> data.put("statement", statement.toString()));
        return statement;
    }

    /** The owner answers an order of one item. */
    void answered(JsonPath order, boolean disposed) {
        try (var consents = new OwnerTopic()) {
            consents.publish(answer(order, disposed));
        }
    }

    /** What it says, as often as wanted. */
    OwnerTopic.Event answer(JsonPath order, boolean disposed) {
        UUID item = UUID.fromString(order.getString("items[0]"));
        return OwnerTopic.example(
                desk.tenant,
                "consent",
                "disposal-" + order.getString("batch"),
                "ItemsDisposed",
                data -> {
                    data.put("batch", order.getString("batch"))
                            .put("kind", order.getString("kind"))
                            .put("controller", RHONE)
                            .put("disposed", disposed ? 1 : 0)
                            .put("digest", ItemDigest.of(disposed ? List.of(item) : List.of()));
                    var refused = data.putArray("refused");
                    if (!disposed) {
                        refused.addObject().put("item", item.toString()).put("reason", "IN_USE");
                    }
                });
    }

    /** The trail has forgotten the person, and audit-service says so, as often as wanted. */
    public OwnerTopic.Event forgotten(UUID request) {
        return OwnerTopic.example(
                desk.tenant,
                "audit",
                "erasure-" + request,
                "SubjectErased",
                data -> data.put("erasure", request.toString()));
    }

    /** Each of its steps was taken once, and what was kept of the person is gone. */
    void isCompletedOnce(UUID request, UUID statement) {
        isCompletedOnce(request);
        assertThat(events("/item-" + desk.recording, "DispositionConfirmed"))
                .filteredOn(ONCE::contains)
                .containsExactlyInAnyOrderElementsOf(ONCE);
        assertThat(item(statement).getString("state")).isEqualTo("DISPOSED");
    }

    /** Each step of the erasure itself was taken once. */
    public void isCompletedOnce(UUID request) {
        assertThat(events("/erasure-" + request, "ErasureCompleted"))
                .containsExactly("ErasureBegun", "TrailErasureRequested", "ErasureCompleted");
    }

    private List<String> events(String stream, String last) {
        return TopicTail.names(
                TopicTail.await(
                        "retention.events",
                        (desk.tenant + stream)::equals,
                        found -> TopicTail.names(found).contains(last)));
    }

    /** The desk need not say of any service that it is done. */
    public void awaitTasksDone(UUID request) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                desk.dpo()
                                        .get("/v1/requests/{id}", request)
                                        .then()
                                        .body("tasks.result", everyItem(equalTo("DONE"))));
    }

    /** The orders of batches, once there are so many. */
    List<JsonPath> batches(int atLeast) {
        return TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(desk.tenant + "/disposition-batch-"),
                        found -> orders(found.stream().map(this::type).toList()) >= atLeast)
                .stream()
                .filter(message -> type(message).endsWith("DispositionBatchOrdered.v1"))
                .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                .map(JsonPath::from)
                .toList();
    }

    private static long orders(List<String> types) {
        return types.stream().filter(type -> type.endsWith("DispositionBatchOrdered.v1")).count();
    }

    private String type(ConsumerRecord<String, byte[]> message) {
        return TopicTail.header(message, "ce_type");
    }

    /** The order to destroy the recording of the desk. */
    JsonPath order() {
        var ordered =
                TopicTail.await(
                        "retention.events",
                        (desk.tenant + "/item-" + desk.recording)::equals,
                        found -> TopicTail.names(found).contains("DispositionOrdered"));
        var order = ordered.get(TopicTail.names(ordered).lastIndexOf("DispositionOrdered"));
        return JsonPath.from(new String(order.value(), StandardCharsets.UTF_8));
    }

    /** Orders what is due; how much that was. */
    int run() {
        return desk.dpo()
                .post("/v1/disposition-runs")
                .then()
                .statusCode(201)
                .extract()
                .path("ordered");
    }

    /** A legal hold of the controller. */
    String hold(String criteria) {
        return desk.dpo()
                .body(
                        """
                        {"controller": "%s", "criteria": %s, "ground": "LITIGATION",
                         "authority": "Legal department", "reference": "RG-1"}\
                        """
                                .formatted(RHONE, criteria))
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** One proposes the release, another one releases. */
    void release(String hold) {
        String proposer = "00000000-0000-4000-8000-0000000000b1";
        String other = "00000000-0000-4000-8000-0000000000b2";
        dpo(proposer)
                .body(
                        "{\"preview\": \"%s\", \"ground\": \"CASE_CLOSED\", \"reference\": \"RG-1\"}"
                                .formatted(preview(hold)))
                .post("/v1/holds/{id}/release-proposals", hold)
                .then()
                .statusCode(201);
        dpo(other)
                .body("{\"preview\": \"%s\"}".formatted(preview(hold)))
                .post("/v1/holds/{id}/releases", hold)
                .then()
                .statusCode(201);
    }

    private String preview(String hold) {
        return desk.dpo()
                .get("/v1/holds/{id}/release-preview", hold)
                .then()
                .statusCode(200)
                .extract()
                .path("digest");
    }

    private RequestSpecification dpo(String person) {
        return desk.as(RHONE, person, "dpo");
    }
}
