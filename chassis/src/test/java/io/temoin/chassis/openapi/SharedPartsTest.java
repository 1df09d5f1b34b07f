// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
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
        Operation list = operation("cursor");
        list.getResponses().addAPIResponse("200", response("A page."));

        // When
        OpenAPI document = filtered(command, list);

        // Then
        assertThat(headers(command, "201"))
                .containsExactly(
                        "Event-Position", "Idempotent-Replay", "Location", "X-Correlation-Id");
        assertThat(headers(command, "401"))
                .containsExactly(
                        "Content-Language", "Link", "WWW-Authenticate", "X-Correlation-Id");
        assertThat(headers(list, "200")).containsExactly("Link", "X-Correlation-Id");
        assertThat(document.getComponents().getHeaders())
                .containsOnlyKeys(
                        "Content-Language",
                        "Event-Position",
                        "Idempotent-Replay",
                        "Link",
                        "Location",
                        "Problem-Link",
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
    void sharesErrorsThatAreNothingButTheirType() {
        // Given
        Operation one = operation("id");
        one.getResponses().addAPIResponse("404", problem("thing-unknown", "thing-unknown"));
        Operation other = operation("id");
        other.getResponses()
                .addAPIResponse("404", problem("thing-unknown", "thing-unknown", "box-unknown"));

        // When
        OpenAPI document = filtered(one, other);

        // Then
        assertThat(document.getComponents().getResponses()).containsOnlyKeys("ThingUnknown");
        assertThat(one.getResponses().getAPIResponse("404").getRef())
                .isEqualTo("#/components/responses/ThingUnknown");
        assertThat(other.getResponses().getAPIResponse("404").getRef()).isNull();
    }

    private static APIResponse problem(String description, String... types) {
        var body = OASFactory.createMediaType();
        for (String type : types) {
            body.addExample(type, OASFactory.createExample());
        }
        return response(description)
                .content(OASFactory.createContent().addMediaType("application/problem+json", body));
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

    private static Operation operation(String parameter) {
        return OASFactory.createOperation()
                .parameters(List.of(OASFactory.createParameter().name(parameter)))
                .responses(OASFactory.createAPIResponses());
    }

    private static APIResponse response(String description) {
        return OASFactory.createAPIResponse().description(description);
    }

    private static java.util.Set<String> headers(Operation operation, String status) {
        return operation.getResponses().getAPIResponse(status).getHeaders().keySet();
    }
}
