// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.platform.ServiceComponents;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class DecisionTimesTest {

    @Test
    void areCountedByTheObjectiveOfDecisionsAndOfNothingElse() {
        as(dialerOf(VOIX)).body(call(freshNumber())).post("/v1/call-decisions");
        as(dialerOf(VOIX)).get("/v1/keys");

        List<String> buckets =
                metrics()
                        .lines()
                        .filter(line -> line.startsWith("http_server_requests_seconds_bucket{"))
                        .toList();

        assertThat(buckets)
                .isNotEmpty()
                .allMatch(line -> line.contains("uri=\"/v1/call-decisions\""))
                .anyMatch(line -> line.contains("le=\"0.05\""));
    }

    private static String metrics() {
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given()
                .port(port)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
