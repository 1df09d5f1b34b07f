// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.temoin.chassis.requests.Problem;
import io.temoin.eventsourcing.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a service's committed OpenAPI document says of its errors, against answers really given and
 * against itself.
 */
public final class ProblemContract {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE = "urn:problem:temoin:";
    private static final String REPLAYS = "/v1/parked-messages/replays";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By service; every assertion of a problem asks for one, and compiling it takes a while. */
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private final String service;
    private final OpenApiContract contract;
    private final JsonSchema schema;

    private ProblemContract(String service) {
        this.service = service;
        this.contract = OpenApiContract.of(service);
        this.schema =
                SCHEMAS.computeIfAbsent(
                        service,
                        _ -> schema(contract.committed().path("components").path("schemas")));
    }

    /**
     * The errors of a service.
     *
     * @param service the module's name, such as {@code audit-service}
     */
    public static ProblemContract of(String service) {
        return new ProblemContract(service);
    }

    /** Has the schema read anew, as the document was rewritten. */
    static void forget(String service) {
        SCHEMAS.remove(service);
    }

    /** Asserts that an operation may answer this, by the document: status, body and type. */
    public void accepts(String operationId, Response response) {
        assertThat(faults(operationId, response.answer()))
                .as("%s of %s: %s", operationId, service, response.asString())
                .isEmpty();
    }

    /**
     * Asserts what all services owe their callers at the operation that they share: 400, 401, 403,
     * 404 and 415, each as the document describes it.
     *
     * @param admin a token of an admin
     * @param other a token of anybody else
     */
    public void holdsForParkedMessages(String admin, String other) {
        Map<String, String> unknown = Map.of("consumer", "nobody", "key", "nothing");
        expect(400, replay(admin).body(Map.of("consumer", "nobody")).post(REPLAYS));
        expect(400, replay(admin).body("{").post(REPLAYS));
        expect(401, Http.given().contentType("application/json").body(unknown).post(REPLAYS));
        expect(401, replay("not-a-token").body(unknown).post(REPLAYS));
        expect(403, replay(other).body(unknown).post(REPLAYS));
        expect(404, replay(admin).body(unknown).post(REPLAYS));
        expect(
                415,
                Http.given()
                        .auth()
                        .oauth2(admin)
                        .contentType("text/plain")
                        .body("consumer")
                        .post(REPLAYS));
    }

    /** Asserts that the types that are codes of the service have the statuses of those codes. */
    public void agreesWith(Rejected.Code... codes) {
        JsonNode examples = contract.committed().path("components").path("examples");
        for (Rejected.Code code : codes) {
            Problem sent = Problem.of(new Rejected(code, ""), "", "");
            JsonNode example = examples.path(sent.type().replace(TYPE, "")).path("value");
            if (!example.isMissingNode()) {
                assertThat(example.path("status").asInt())
                        .as("documented status of %s", sent.type())
                        .isEqualTo(sent.status());
            }
        }
    }

    /** What is wrong with an error by the document; empty when it is as described. */
    List<String> faults(String operationId, Answer answer) {
        int status = answer.status();
        JsonNode operation = contract.operation(operationId);
        JsonNode documented = operation.path("responses").path(Integer.toString(status));
        if (documented.isMissingNode()) {
            return List.of("the status " + status + " is not documented");
        }
        List<String> faults = new ArrayList<>();
        if (!answer.mediaType().equals(MEDIA_TYPE)) {
            faults.add("the media type is " + answer.mediaType());
        }
        if (answer.body().length > 0) { // the answer to a HEAD has no body
            faults.addAll(faults(answer.json()));
            String type = answer.json().path("type").asText().replace(TYPE, "");
            if (!documented.path("content").path(MEDIA_TYPE).path("examples").has(type)) {
                faults.add("the type " + type + " is not documented");
            }
        }
        return faults;
    }

    /** What is wrong with a body by the schema of problems. */
    List<String> faults(JsonNode problem) {
        return schema.validate(problem).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** What the document leaves open about errors; empty when each of them is described. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        contract.eachOperation(
                (path, method, operation) -> {
                    for (var response : operation.path("responses").properties()) {
                        if (response.getKey().matches("[45]..")) {
                            String place = method + " " + path + " " + response.getKey();
                            JsonNode content = response.getValue().path("content");
                            gap(place, method, content, response.getKey(), gaps);
                        }
                    }
                });
        return gaps;
    }

    private void gap(
            String place, String method, JsonNode content, String status, List<String> gaps) {
        if (method.equals("HEAD")) {
            if (!content.isMissingNode()) {
                gaps.add(place + " has a body, which the answer to a HEAD never has");
            }
            return;
        }
        JsonNode body = content.path(MEDIA_TYPE);
        if (content.size() != 1
                || !body.path("schema").path("$ref").asText().endsWith("/schemas/Problem")) {
            gaps.add(place + " is no problem");
        }
        if (body.path("examples").isEmpty()) {
            gaps.add(place + " has no example");
        }
        for (var example : body.path("examples").properties()) {
            JsonNode problem =
                    contract.committed()
                            .path("components")
                            .path("examples")
                            .path(example.getKey())
                            .path("value");
            schema.validate(problem).forEach(fault -> gaps.add(place + ": " + fault.getMessage()));
            if (!problem.path("status").asText().equals(status)) {
                gaps.add(place + " has an example of another status: " + example.getKey());
            }
        }
    }

    private void expect(int status, Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        accepts("replayParkedMessages", response);
    }

    private static RequestSpecification replay(String token) {
        return Http.given().auth().oauth2(token).contentType("application/json");
    }

    /** Stricter than the document, which lets clients meet new members: here all must be known. */
    private static JsonSchema schema(JsonNode schemas) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$ref", "#/components/schemas/Problem");
        ObjectNode strict = root.putObject("components").putObject("schemas");
        for (String name : List.of("Problem", "Violation")) {
            if (schemas.path(name) instanceof ObjectNode described) {
                strict.set(name, described.deepCopy().put("additionalProperties", false));
            }
        }
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
}
