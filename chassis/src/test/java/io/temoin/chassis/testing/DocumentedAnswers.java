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
 * does not describe, or which takes a repeated command for a new one. Quarkus finds it by itself
 * (META-INF/services), so every {@code @QuarkusTest} that asks through REST Assured is a test of
 * the contract too; so is whoever uses {@link ApiRequest}.
 */
public final class DocumentedAnswers implements QuarkusTestBeforeEachCallback, Filter {

    private static final String API = "/v1/";

    /** Of one application: another one has another class loader. */
    private static final RepeatedCommands COMMANDS = new RepeatedCommands();

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
        check(Exchange.of(request, response));
        return response;
    }

    /** Fails when an exchange with the service under test is not as its document says. */
    static void check(Exchange exchange) {
        if (!concerns(exchange)) {
            return;
        }
        List<String> faults = contract().faults(exchange);
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "%s %s answered %d, and contracts/openapi says otherwise: %s%n%s"
                            .formatted(
                                    exchange.method(),
                                    exchange.path(),
                                    exchange.answer().status(),
                                    faults,
                                    exchange.answer().readable()));
        }
    }

    /** Whether it is in force: in a {@code @QuarkusTest}, not where a test starts a package. */
    static boolean areChecked() {
        return RestAssured.filters().stream()
                .anyMatch(it -> it.getClass().getName().equals(DocumentedAnswers.class.getName()));
    }

    /** While the documents are rewritten they say nothing yet. */
    private static boolean concerns(Exchange exchange) {
        return areChecked()
                && !Boolean.getBoolean("temoin.contracts.update")
                && exchange.address().contains(":" + RestAssured.port + API)
                && !exchange.method().equals("OPTIONS");
    }

    private static AnswerContract contract() {
        return new AnswerContract(OpenApiDocument.of(service()), COMMANDS);
    }

    private static String service() {
        return ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
    }
}
