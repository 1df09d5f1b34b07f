// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
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
    void describesAnErrorByTheTypesItsDescriptionNames() {
        // Given
        Operation operation = operation(Map.of("409", "thing-taken, or thing-gone"));

        // When
        OpenAPI document = filtered(PathItem.HttpMethod.GET, operation);

        // Then
        var body = body(operation, "409");
        assertThat(body.getSchema().getRef()).isEqualTo("#/components/schemas/Problem");
        assertThat(body.getExamples()).containsOnlyKeys("thing-taken", "thing-gone");
        assertThat(document.getComponents().getExamples().get("thing-taken"))
                .extracting(Example::getValue)
                .isEqualTo(
                        Map.of(
                                "type", "urn:problem:temoin:thing-taken",
                                "title", "Thing taken",
                                "status", 409,
                                "detail", "Thing taken.",
                                "instance", "/v1/things",
                                "correlationId", "6f1f7c1e-2b7f-4d0e-9a53-0c8d3f1f5a10"));
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
        assertThat(operation.getResponses().getAPIResponse("503").getHeaders())
                .containsOnlyKeys("Retry-After");
        assertThat(body(operation, "415").getExamples())
                .containsOnlyKeys("unsupported-media-type", "content-encoding-unsupported");
    }

    @Test
    void addsToACommandThatOthersMayChangeTheSameThing() {
        // Given
        Operation operation =
                operation(Map.of("409", "thing-taken"))
                        .addParameter(
                                OASFactory.createParameter()
                                        .name("Idempotency-Key")
                                        .in(Parameter.In.HEADER));

        // When
        filtered(PathItem.HttpMethod.POST, operation);

        // Then
        assertThat(body(operation, "409").getExamples())
                .containsOnlyKeys("thing-taken", "concurrent-change");
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
        Operation operation = operation(Map.of("410", "thing-gone"));

        // When
        filtered(PathItem.HttpMethod.HEAD, operation);

        // Then
        assertThat(operation.getResponses().getAPIResponse("410").getContent()).isNull();
    }

    @Test
    void refusesATypeWithTwoStatuses() {
        Operation operation = operation(Map.of("409", "thing-taken", "410", "thing-taken"));
        assertThatThrownBy(() -> filtered(PathItem.HttpMethod.GET, operation))
                .hasMessageContaining("thing-taken");
    }

    private static OpenAPI filtered(PathItem.HttpMethod method, Operation operation) {
        PathItem path = OASFactory.createPathItem();
        path.setOperation(method, operation);
        OpenAPI document =
                OASFactory.createOpenAPI()
                        .paths(OASFactory.createPaths().addPathItem("/v1/things", path));
        new ProblemResponses().filterOpenAPI(document);
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
