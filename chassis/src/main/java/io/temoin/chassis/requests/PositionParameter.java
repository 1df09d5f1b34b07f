// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * {@code Min-Event-Position} as the OpenAPI documents describe it: on every operation that reads
 * for a caller who is known.
 */
final class PositionParameter {

    private static final String NAME = "Min-Event-Position";

    private PositionParameter() {}

    static void addTo(HttpMethod method, Operation operation) {
        boolean secured = operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        boolean reads = method == HttpMethod.GET || isSearch(operation);
        if (secured && reads && !isIn(operation)) {
            operation.addParameter(
                    OASFactory.createParameter()
                            .name(NAME)
                            .in(Parameter.In.HEADER)
                            .description(
                                    "Event-Position from an earlier response. The service waits up"
                                            + " to two seconds for the data to include that event; if"
                                            + " it does not, the response is 503 with Retry-After.")
                            .schema(
                                    OASFactory.createSchema()
                                            .addType(SchemaType.STRING)
                                            .maxLength(64)));
        }
    }

    static boolean isIn(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> NAME.equals(parameter.getName()));
    }

    /** A list that is asked for in a body, so that no number stands in an address. */
    private static boolean isSearch(Operation operation) {
        String id = operation.getOperationId();
        return id != null && id.startsWith("search");
    }
}
