// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.config.ConfigProvider;

/** Asserts that an answer is a problem of the suite (RFC 9457) that a client can rely on. */
public final class ProblemAssertions {

    private static final String TYPE = "urn:problem:temoin:";

    private ProblemAssertions() {}

    /**
     * Asserts status, media type, type, title and a correlation id, and that the body is a problem
     * by the OpenAPI document of the service under test.
     *
     * @param code the end of the problem's type, such as {@code cursor-invalid}
     */
    public static void assertProblem(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        JsonNode problem = response.answer().json();
        assertThat(problem.path("type").textValue()).isEqualTo(TYPE + code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("correlationId").textValue())
                .isEqualTo(response.header("X-Correlation-Id"));
        String service =
                ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        assertThat(ProblemContract.of(service).faults(problem)).as(response.asString()).isEmpty();
    }
}
