// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;

/** Asserts that an answer is a problem of the suite (RFC 9457) that a client can rely on. */
public final class ProblemAssertions {

    private static final String TYPE = "urn:problem:temoin:";

    private static final ObjectMapper JSON = new ObjectMapper();

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
        JsonNode problem = read(response.asString());
        assertThat(problem.path("type").textValue()).isEqualTo(TYPE + code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("correlationId").textValue())
                .isEqualTo(response.header("X-Correlation-Id"));
        String service =
                ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        assertThat(ProblemContract.of(service).faults(response)).as(response.asString()).isEmpty();
    }

    /** Not by REST Assured's paths, each of which is compiled as a Groovy script. */
    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("the problem is not JSON: " + body, failure);
        }
    }
}
