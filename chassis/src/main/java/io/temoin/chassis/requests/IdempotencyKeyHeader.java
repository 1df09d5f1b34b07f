// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Writes into a service's OpenAPI document what {@link Commands} wants of the Idempotency-Key, the
 * same wherever an operation takes one.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class IdempotencyKeyHeader implements OASFilter {

    @Override
    public Parameter filterParameter(Parameter parameter) {
        return "Idempotency-Key".equals(parameter.getName())
                ? parameter
                        .required(true)
                        .description(
                                "1 to 128 visible characters; the same for the same request. From"
                                        + " another caller it is another request.")
                : parameter;
    }
}
