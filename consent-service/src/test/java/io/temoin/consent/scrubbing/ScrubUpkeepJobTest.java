// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ScrubUpkeepJobTest {

    private static final String BATCHES = "/v1/call-decisions/batches/";

    @Inject ScrubUpkeepJob job;

    @Test
    void answersGoWhenTheirTimeIsOverAndTheTallyStays() throws Exception {
        String scrub = completed();
        onAThreadThatMayBlock(() -> job.drop(Duration.ofDays(7)));
        assertThat(results(scrub).statusCode()).isEqualTo(200);

        onAThreadThatMayBlock(() -> job.drop(Duration.ZERO));

        assertProblem(results(scrub), 410, "scrub-results-gone");
        Response tally = as(dialerOf(VOIX)).get(BATCHES + scrub);
        assertThat(tally.<Integer>path("denied")).isEqualTo(1);
        assertThat(tally.<String>path("state")).isEqualTo("COMPLETED");
    }

    private static String completed() {
        var list =
                Map.of(
                        "controller",
                        RHONE,
                        "purpose",
                        "PROSPECTING_CALL",
                        "numbers",
                        List.of(freshNumber()));
        String id = as(dialerOf(VOIX)).body(list).post("/v1/call-decisions/batch").path("id");
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                as(dialerOf(VOIX))
                                        .get(BATCHES + id)
                                        .path("state")
                                        .equals("COMPLETED"));
        return id;
    }

    private static Response results(String scrub) {
        return as(dialerOf(VOIX)).get(BATCHES + scrub + "/results");
    }

    private static void onAThreadThatMayBlock(Runnable work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(work).get();
        }
    }
}
