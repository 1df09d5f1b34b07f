// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Fails a test that gets an answer from the service under test which its committed OpenAPI document
 * does not describe. Quarkus finds it by itself (META-INF/services), so every {@code @QuarkusTest}
 * that asks through REST Assured is a test of the contract too.
 */
public final class DocumentedAnswers implements QuarkusTestBeforeEachCallback, Filter {

    private static final String API = "/v1/";

    /** Called by Quarkus, which makes its callbacks by reflection. */
    public DocumentedAnswers() {}

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        // By name: what a former application of this JVM installed is of another class loader.
        List<Filter> filters = new ArrayList<>(RestAssured.filters());
        filters.removeIf(it -> it.getClass().getName().equals(getClass().getName()));
        filters.add(this);
        RestAssured.replaceFiltersWith(filters);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext context) {
        Response response = context.next(request, expected);
        if (concerns(request)) {
            List<String> faults = contract().faults(request, response);
            if (!faults.isEmpty()) {
                throw new AssertionError(
                        "%s %s answered %d, and contracts/openapi says otherwise: %s%n%s"
                                .formatted(
                                        request.getMethod(),
                                        AnswerContract.path(request),
                                        response.statusCode(),
                                        faults,
                                        readable(response)));
            }
        }
        return response;
    }

    /** While the documents are rewritten they say nothing yet. */
    private static boolean concerns(FilterableRequestSpecification request) {
        return !Boolean.getBoolean("temoin.contracts.update")
                && request.getURI().contains(":" + RestAssured.port + API)
                && !request.getMethod().equals("OPTIONS");
    }

    private static AnswerContract contract() {
        return new AnswerContract(OpenApiDocument.of(service()));
    }

    private static String service() {
        return ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
    }

    private static String readable(Response response) {
        String type = String.valueOf(response.contentType());
        return type.contains("json") ? response.asString() : type;
    }
}
