// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.junit.jupiter.api.Test;

class SharedPartsTest {

    private final SharedParts parts = new SharedParts();

    @Test
    void describesTheHeadersThatFollowFromTheKindOfAnOperation() {
        // Given
        Operation command = operation("Idempotency-Key").addTag("Things");
        command.getResponses().addAPIResponse("201", response("Done."));
        command.getResponses().addAPIResponse("401", response("Sign in."));
        command.getResponses().addAPIResponse("503", response("Later."));
        Operation list = operation("cursor");
        list.getResponses().addAPIResponse("200", response("A page."));

        // When
        OpenAPI document = filtered(command, list);

        // Then
        assertThat(headers(command, "201"))
                .containsExactly("Event-Position", "Idempotent-Replay", "X-Correlation-Id");
        assertThat(headers(command, "401"))
                .containsExactly(
                        "Content-Language", "Link", "WWW-Authenticate", "X-Correlation-Id");
        assertThat(headers(command, "503"))
                .containsExactly("Content-Language", "Link", "Retry-After", "X-Correlation-Id");
        assertThat(headers(list, "200")).containsExactly("Link", "X-Correlation-Id");
        assertThat(document.getComponents().getHeaders())
                .containsOnlyKeys(
                        "Content-Language",
                        "Event-Position",
                        "Idempotent-Replay",
                        "Link",
                        "Problem-Link",
                        "Retry-After",
                        "WWW-Authenticate",
                        "X-Correlation-Id");
    }

    @Test
    void describesAHeaderThatAResourceOnlyNames() {
        Operation operation = operation("id");
        operation
                .getResponses()
                .addAPIResponse(
                        "200", response("One.").addHeader("ETag", OASFactory.createHeader()));
        filtered(operation, operation("id"));
        assertThat(operation.getResponses().getAPIResponse("200").getHeaders())
                .hasEntrySatisfying(
                        "ETag",
                        it -> assertThat(it.getRef()).isEqualTo("#/components/headers/ETag"));
    }

    @Test
    void saysTheSameOfLimitEverywhereExceptWhereAListSaysOtherwise() {
        Parameter usual = parts.filterParameter(OASFactory.createParameter().name("limit"));
        assertThat(usual.getSchema().getMaximum()).isEqualByComparingTo("200");
        assertThat(usual.getSchema().getDefaultValue()).isEqualTo(50);
        Parameter own =
                OASFactory.createParameter()
                        .name("limit")
                        .schema(
                                OASFactory.createSchema()
                                        .maximum(java.math.BigDecimal.valueOf(5000)));
        assertThat(parts.filterParameter(own).getSchema().getMaximum())
                .isEqualByComparingTo("5000");
    }

    @Test
    void saysAloudWhereNobodyHasToSignIn() {
        Operation open = operation("id");
        filtered(open, operation("id"));
        assertThat(open.getSecurity()).isEmpty();
    }

    @Test
    void sharesErrorsThatOperationsAnswerAlikeAndNamesThemByTheirTypes() {
        // Given
        Operation one = operation("id");
        Operation other = operation("id");
        for (Operation operation : List.of(one, other)) {
            operation
                    .getResponses()
                    .addAPIResponse("403", problem("forbidden"))
                    .addAPIResponse("404", problem("box-unknown", "lid-unknown"))
                    .addAPIResponse("410", problem("box-unknown"));
        }
        one.getResponses().addAPIResponse("409", problem("box-shut"));
        other.getResponses().addAPIResponse("409", problem("box-shut", "lid-lost"));

        // When
        OpenAPI document = filtered(one, other);

        // Then
        assertThat(document.getComponents().getResponses())
                .containsOnlyKeys("Forbidden", "BoxUnknown", "BoxUnknownOrLidUnknown");
        for (Operation operation : List.of(one, other)) {
            assertThat(reference(operation, "403")).isEqualTo("#/components/responses/Forbidden");
            assertThat(reference(operation, "404"))
                    .isEqualTo("#/components/responses/BoxUnknownOrLidUnknown");
            assertThat(reference(operation, "410")).isEqualTo("#/components/responses/BoxUnknown");
            assertThat(reference(operation, "409")).isNull();
        }
    }

    @Test
    void sharesParametersThatOperationsTakeAlike() {
        // Given
        Operation one = operation("id", "cursor");
        Operation other = operation("id", "limit");
        one.getParameters().getLast().description("Where to go on.");

        // When
        OpenAPI document = filtered(one, other);

        // Then
        assertThat(document.getComponents().getParameters()).containsOnlyKeys("id");
        for (Operation operation : List.of(one, other)) {
            assertThat(operation.getParameters().getFirst().getRef())
                    .isEqualTo("#/components/parameters/id");
            assertThat(operation.getParameters().getLast().getRef()).isNull();
        }
    }

    @Test
    void keepsParametersApartThatShareNothingButTheirName() {
        Operation one = operation("id");
        one.getParameters().getFirst().description("Of the one.");
        Operation other = operation("id");
        assertThat(filtered(one, other).getComponents().getParameters()).isNull();
        assertThat(one.getParameters().getFirst().getDescription()).isEqualTo("Of the one.");
    }

    @Test
    void givesABodyTheExamplesThatAreFiledUnderItsSchema() {
        // Given
        Operation operation = operation("id");
        var body =
                OASFactory.createMediaType()
                        .schema(
                                OASFactory.createSchema()
                                        .ref("#/components/schemas/ParkedMessagesReplayed"));
        var other = OASFactory.createMediaType().schema(OASFactory.createSchema());
        operation
                .getResponses()
                .addAPIResponse(
                        "200",
                        response("Done.")
                                .content(
                                        OASFactory.createContent()
                                                .addMediaType("application/json", body)
                                                .addMediaType("application/x-ndjson", other)));

        // When
        OpenAPI document = filtered(operation, operation("id"));

        // Then
        assertThat(body.getExamples())
                .hasSize(1)
                .hasEntrySatisfying(
                        "two",
                        it ->
                                assertThat(it.getRef())
                                        .isEqualTo(
                                                "#/components/examples/ParkedMessagesReplayed-two"));
        assertThat(document.getComponents().getExamples().get("ParkedMessagesReplayed-two"))
                .extracting(Example::getValue)
                .isEqualTo(Map.of("handled", 2));
        assertThat(other.getExamples()).isNull();
    }

    private static String reference(Operation operation, String status) {
        return operation.getResponses().getAPIResponse(status).getRef();
    }

    private static APIResponse problem(String... types) {
        return response(String.join(", ", types))
                .content(
                        OASFactory.createContent()
                                .addMediaType(
                                        "application/problem+json", OASFactory.createMediaType()));
    }

    private OpenAPI filtered(Operation first, Operation second) {
        OpenAPI document =
                OASFactory.createOpenAPI()
                        .paths(
                                OASFactory.createPaths()
                                        .addPathItem(
                                                "/v1/a", OASFactory.createPathItem().POST(first))
                                        .addPathItem(
                                                "/v1/b", OASFactory.createPathItem().GET(second)));
        parts.filterOpenAPI(document);
        return document;
    }

    private static Operation operation(String... parameters) {
        return OASFactory.createOperation()
                .parameters(
                        Stream.of(parameters)
                                .map(it -> OASFactory.createParameter().name(it))
                                .toList())
                .responses(OASFactory.createAPIResponses());
    }

    private static APIResponse response(String description) {
        return OASFactory.createAPIResponse().description(description);
    }

    private static java.util.Set<String> headers(Operation operation, String status) {
        return operation.getResponses().getAPIResponse(status).getHeaders().keySet();
    }
}
