// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file shows nothing any more that a page would not show (ADR 0037). */
@QuarkusTest
class SuspendedAgreementTest {

    private static final Map<String, String> RECORDING = Map.of("service", "recording");

    private final Space space = new Space();

    @Test
    void aFileOfAProcessorIsThereWhileTheAgreementIsInForce() {
        // Given what voix-du-rhone did for rhone-telecom, in a file
        Published granted =
                space.here(
                        Published.example(
                                EventContract.of("io.temoin.recording.ListeningGranted.v1")));
        space.publishAndAwait(List.of(granted));
        var agreement =
                PublishedAgreements.inForce(
                        space.tenant(), "rhone-telecom", "voix-du-rhone", "QUALITY", "TRAINING");
        RequestedExport export = of("k-1");
        assertThat(export.download(supervisor()).asString()).contains(granted.header("ce_id"));

        // When
        PublishedAgreements.suspend(agreement);

        // Then not for the processor; for the tenant's own people it is
        assertProblem(export.download(supervisor()), 404, "export-unknown");
        assertThat(export.download("dpo").asString()).contains(granted.header("ce_id"));
        // and a file that holds nothing of the controller is
        RequestedExport after = of("k-2");
        assertThat(after.download(supervisor()).statusCode()).isEqualTo(200);
        assertThat(after.download(supervisor()).asString()).isEmpty();
    }

    private RequestedExport of(String key) {
        String id = RequestedExport.ask(supervisor(), key, "JSON_LINES", RECORDING).path("id");
        return new RequestedExport(space, id).awaitCompleted();
    }

    private RequestSpecification supervisor() {
        return space.as("supervisor", "voix-du-rhone", List.of("rhone-telecom"));
    }
}
