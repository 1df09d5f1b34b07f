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
import io.temoin.chassis.testing.Metrics;
import io.temoin.platform.ServiceComponents;
import java.util.List;
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
                Metrics.text()
                        .lines()
                        .filter(line -> line.startsWith("http_server_requests_seconds_bucket{"))
                        .toList();

        assertThat(buckets)
                .isNotEmpty()
                .allMatch(line -> line.contains("uri=\"/v1/call-decisions\""))
                .anyMatch(line -> line.contains("le=\"0.05\""));
    }
}
