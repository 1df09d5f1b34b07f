// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.events.ParkedMessageResource;
import io.temoin.eventsourcing.Rejected;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

class ProblemResponsesTest {

    @Test
    void theSchemaHasTheMembersThatAreSent() {
        assertThat(ProblemSchema.problem().getProperties().keySet())
                .containsExactlyInAnyOrder(components(Problem.class));
        assertThat(ProblemSchema.violation().getProperties().keySet())
                .containsExactlyInAnyOrder(components(Rejected.Violation.class));
    }

    @Test
    void describesTheTypesThatAnOperationOrItsClassNames() throws IOException {
        // Given
        Operation replay = operation(Map.of("200", "Done.")).operationId("replayParkedMessages");
        Operation things = operation(Map.of("200", "Done.")).operationId("things");

        // When
        OpenAPI document =
                filtered(
                        new ProblemResponses(
                                Index.of(ParkedMessageResource.class, ThingResource.class)),
                        replay,
                        things);

        // Then
        var body = body(replay, "409");
        assertThat(body.getSchema().getRef()).isEqualTo("#/components/schemas/Problem");
        assertThat(body.getExamples()).containsOnlyKeys("still-unreadable", "still-refused");
        assertThat(replay.getResponses().getAPIResponse("409").getDescription())
                .isEqualTo("still-refused, still-unreadable");
        assertThat(body(things, "404").getExamples()).containsOnlyKeys("event-type-unknown");
        assertThat(body(things, "409").getExamples()).containsOnlyKeys("clock-would-go-back");
        assertThat(document.getComponents().getExamples().get("clock-would-go-back"))
                .extracting(Example::getValue)
                .isEqualTo(
                        Map.of(
                                "type", "urn:problem:temoin:clock-would-go-back",
                                "title", "Clock cannot go back",
                                "status", 409,
                                "detail", "The demo clock only moves forward.",
                                "instance", "/v1/things",
                                "correlationId", "6f1f7c1e-2b7f-4d0e-9a53-0c8d3f1f5a10"));
    }

    @Test
    void describesTheTypesThatTheDocumentItselfNames() {
        Operation operation =
                operation(Map.of("200", "Done."))
                        .addExtension("x-problem-types", List.of("still-refused"));
        filtered(PathItem.HttpMethod.PUT, operation);
        assertThat(body(operation, "409").getExamples()).containsOnlyKeys("still-refused");
        assertThat(operation.getExtensions()).doesNotContainKey("x-problem-types");
    }

    @Test
    void addsWhatASecuredOperationThatReadsJsonAnswersInAnyCase() {
        // Given
        Operation operation =
                operation(Map.of("201", "Done."))
                        .addSecurityRequirement(
                                OASFactory.createSecurityRequirement().addScheme("bearer"))
                        .requestBody(
                                OASFactory.createRequestBody()
                                        .content(
                                                OASFactory.createContent()
                                                        .addMediaType(
                                                                "application/json",
                                                                OASFactory.createMediaType())));

        // When
        filtered(PathItem.HttpMethod.POST, operation);

        // Then
        assertThat(operation.getResponses().getAPIResponses())
                .containsOnlyKeys(
                        "201", "400", "401", "403", "408", "413", "415", "429", "500", "503");
        assertThat(body(operation, "400").getExamples())
                .containsOnlyKeys("request-invalid", "header-invalid", "personal-data-refused");
        assertThat(body(operation, "413").getExamples()).containsOnlyKeys("request-too-large");
        assertThat(body(operation, "500").getExamples()).containsOnlyKeys("internal-error");
        assertThat(body(operation, "401").getExamples()).containsOnlyKeys("unauthenticated");
        assertThat(body(operation, "403").getExamples()).containsOnlyKeys("forbidden");
        assertThat(body(operation, "503").getExamples()).containsOnlyKeys("service-unavailable");
        assertThat(body(operation, "415").getExamples())
                .containsOnlyKeys("unsupported-media-type", "content-encoding-unsupported");
    }

    @Test
    void addsToACommandThatOthersMayChangeTheSameThing() {
        // Given
        Operation operation =
                operation(Map.of("201", "Done."))
                        .addExtension("x-problem-types", List.of("still-refused"))
                        .addParameter(
                                OASFactory.createParameter()
                                        .name("Idempotency-Key")
                                        .in(Parameter.In.HEADER));

        // When
        filtered(PathItem.HttpMethod.POST, operation);

        // Then
        assertThat(body(operation, "400").getExamples())
                .containsOnlyKeys(
                        "idempotency-key-missing", "idempotency-key-invalid", "request-invalid");
        assertThat(body(operation, "409").getExamples())
                .containsOnlyKeys("still-refused", "concurrent-change");
        assertThat(body(operation, "422").getExamples()).containsOnlyKeys("idempotency-key-reused");
    }

    @Test
    void replacesWhatQuarkusWroteForAllOperationsAlike() {
        // Given
        Operation operation =
                operation(Map.of("200", "Done.", "401", "Not Authorized", "403", "Not Allowed"))
                        .addSecurityRequirement(
                                OASFactory.createSecurityRequirement().addScheme("bearer"));
        APIResponse shared = operation.getResponses().getAPIResponse("401");

        // When
        filtered(PathItem.HttpMethod.GET, operation);

        // Then
        APIResponse own = operation.getResponses().getAPIResponse("401");
        assertThat(own).isNotSameAs(shared);
        assertThat(own.getDescription()).isEqualTo("unauthenticated");
        assertThat(shared.getContent()).isNull();
    }

    @Test
    void addsToAnOpenOperationWithoutBodyThatItsQueryMayBeUnknown() {
        // Given
        Operation operation = operation(Map.of("200", "Done."));

        // When
        filtered(PathItem.HttpMethod.GET, operation);

        // Then
        assertThat(operation.getResponses().getAPIResponses())
                .containsOnlyKeys("200", "400", "401", "429");
        assertThat(body(operation, "401").getExamples()).containsOnlyKeys("unauthenticated");
    }

    @Test
    void addsToWhatAnswersABodyThatItsFormMayNotBeAccepted() {
        // Given
        Operation body = operation(Map.of("200", "Done.", "204", "Nothing."));
        body.getResponses()
                .getAPIResponse("200")
                .content(
                        OASFactory.createContent()
                                .addMediaType("text/csv", OASFactory.createMediaType()));
        Operation none = operation(Map.of("204", "Nothing."));

        // When
        filtered(PathItem.HttpMethod.GET, body);
        filtered(PathItem.HttpMethod.GET, none);

        // Then
        assertThat(body(body, "406").getExamples()).containsOnlyKeys("not-acceptable");
        assertThat(none.getResponses().getAPIResponse("406")).isNull();
    }

    @Test
    void givesAHeadNoBody() {
        // Given
        Operation operation =
                operation(Map.of("200", "Done."))
                        .addExtension("x-problem-types", List.of("still-refused"));

        // When
        filtered(PathItem.HttpMethod.HEAD, operation);

        // Then
        assertThat(operation.getResponses().getAPIResponse("409").getContent()).isNull();
    }

    @Test
    void refusesATypeThatHasNoStatus() {
        Operation operation =
                operation(Map.of("200", "Done."))
                        .addExtension("x-problem-types", List.of("thing-taken"));
        assertThatThrownBy(() -> filtered(PathItem.HttpMethod.GET, operation))
                .hasMessageContaining("thing-taken");
    }

    @Test
    void refusesAnErrorThatAResourceDescribesItself() {
        Operation operation =
                operation(Map.of("400", "What was sent is invalid.")).operationId("things");
        assertThatThrownBy(() -> filtered(PathItem.HttpMethod.GET, operation))
                .hasMessageContainingAll("things", "400", "@Problems");
    }

    /** When to repeat a request is of the operation, not of the kind of problem. */
    @Test
    void keepsTheHeadersThatAResourceNamesItself() {
        Operation operation =
                operation(Map.of("200", "Done.", "409", "Not yet."))
                        .addExtension("x-problem-types", List.of("still-refused"));
        operation
                .getResponses()
                .getAPIResponse("409")
                .addHeader("Retry-After", OASFactory.createHeader());

        filtered(PathItem.HttpMethod.GET, operation);

        assertThat(operation.getResponses().getAPIResponse("409").getHeaders())
                .containsOnlyKeys("Retry-After");
        assertThat(body(operation, "409").getExamples()).containsOnlyKeys("still-refused");
    }

    @Problems("event-type-unknown")
    private static final class ThingResource {

        @SuppressWarnings("UnusedMethod")
        @Problems("clock-would-go-back")
        @org.eclipse.microprofile.openapi.annotations.Operation(operationId = "things")
        void things() {
            // only its annotations are read
        }
    }

    private static OpenAPI filtered(PathItem.HttpMethod method, Operation operation) {
        PathItem path = OASFactory.createPathItem();
        path.setOperation(method, operation);
        OpenAPI document =
                OASFactory.createOpenAPI()
                        .paths(OASFactory.createPaths().addPathItem("/v1/things", path));
        new ProblemResponses(new Indexer().complete()).filterOpenAPI(document);
        return document;
    }

    private static OpenAPI filtered(ProblemResponses filter, Operation post, Operation get) {
        OpenAPI document =
                OASFactory.createOpenAPI()
                        .paths(
                                OASFactory.createPaths()
                                        .addPathItem(
                                                "/v1/things",
                                                OASFactory.createPathItem().POST(post).GET(get)));
        filter.filterOpenAPI(document);
        return document;
    }

    private static Operation operation(Map<String, String> responses) {
        var described = OASFactory.createAPIResponses();
        responses.forEach(
                (status, description) ->
                        described.addAPIResponse(
                                status, OASFactory.createAPIResponse().description(description)));
        return OASFactory.createOperation().responses(described);
    }

    private static MediaType body(Operation operation, String status) {
        APIResponse response = operation.getResponses().getAPIResponse(status);
        return response.getContent().getMediaType("application/problem+json");
    }

    private static String[] components(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toArray(String[]::new);
    }
}
