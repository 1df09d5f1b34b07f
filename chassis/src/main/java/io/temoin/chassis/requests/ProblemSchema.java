// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** {@link Problem} as the OpenAPI documents describe it; a test keeps the two alike. */
final class ProblemSchema {

    static final String PROBLEM = "Problem";
    static final String VIOLATION = "Violation";

    private static final String COMPONENTS = "#/components/schemas/";

    private ProblemSchema() {}

    static Schema reference(String component) {
        return OASFactory.createSchema().ref(COMPONENTS + component);
    }

    /** What is empty is left out, so only what every problem has is required. */
    static Schema problem() {
        return object("Problem details (RFC 9457), the format of every error.")
                .required(List.of("type", "title", "status", "detail", "instance", "correlationId"))
                .addProperty(
                        "type",
                        text("Stable identifier of the problem type.")
                                .pattern("^urn:problem:temoin:[a-z0-9]+(-[a-z0-9]+)*$"))
                .addProperty(
                        "title",
                        text("Short name of the problem type; does not vary between occurrences."))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(SchemaType.INTEGER)
                                .minimum(BigDecimal.valueOf(400))
                                .maximum(BigDecimal.valueOf(599))
                                .description("HTTP status code of the response."))
                .addProperty(
                        "detail", text("A human-readable explanation; contains no personal data."))
                .addProperty("instance", text("Path of the request.").format("uri-reference"))
                .addProperty(
                        "correlationId",
                        text("The request's correlation id, as in X-Correlation-Id.")
                                .format("uuid"))
                .addProperty(
                        "incident",
                        text("Id to quote to the operator; present for internal errors.")
                                .format("uuid"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .description("What is invalid in the request; absent if unknown.")
                                .minItems(1)
                                .items(reference(VIOLATION)));
    }

    static Schema violation() {
        return object("One invalid field, header or parameter.")
                .required(List.of("pointer", "code", "message"))
                .addProperty(
                        "pointer",
                        text(
                                "JSON pointer into the body (RFC 6901), or the name of a header or"
                                        + " parameter."))
                .addProperty("code", text("Stable code of what is wrong with it."))
                .addProperty("message", text("A sentence for people, without personal data."));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
