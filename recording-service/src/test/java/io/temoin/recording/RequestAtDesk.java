// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A request of a person at the rights desk, as the desk tells of it. */
public record RequestAtDesk(UUID id, String subject) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Another one of that person. */
    public static RequestAtDesk of(String subject) {
        return new RequestAtDesk(UUID.randomUUID(), subject);
    }

    /** The desk says something of it. */
    public void says(String type, Consumer<ObjectNode> change) {
        var example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention." + type + ".v1")
                                .exampleNode()
                                .deepCopy();
        example.remove("about");
        example.put("request", id.toString()).put("subject", subject);
        change.accept(example);
        Topic.deskSays("helios", id, UUID.randomUUID() + ".0", type, example.toString());
    }

    /** The person asks for rectification: what is contested is restricted. */
    public void contests(Consumer<ObjectNode> change) {
        says(
                "ProcessingRestricted",
                data -> {
                    data.put("type", "RECTIFICATION");
                    data.putObject("contested").put("kind", "RECORDING");
                    change.accept(data);
                });
    }

    /** It is answered: nothing is restricted any more. */
    public void isAnswered() {
        says("ProcessingRestrictionLifted", data -> data.putArray("services").add("RECORDING"));
    }

    /** Puts one text of a document right. */
    public Response rectify(Callers by, UUID document, String pointer, String text, String key) {
        return by.asks()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body(pointer, text))
                .post("/v1/documents/" + document + "/rectifications");
    }

    /** What is sent to put one text right. */
    public Map<String, Object> body(String pointer, String text) {
        return Map.of(
                "request",
                id.toString(),
                "values",
                List.of(Map.of("pointer", pointer, "text", text)));
    }

    /** Puts one text of a document right as soon as the service has heard of the request. */
    public void rectified(UUID document, String pointer, String text) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                rectify(
                                                        Callers.DIANE,
                                                        document,
                                                        pointer,
                                                        text,
                                                        UUID.randomUUID().toString())
                                                .statusCode()
                                        == 201);
    }
}
