// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DispositionRunDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T23:10:00Z");
    private static final UUID RUN = UUID.fromString("019ab5f0-4a00-8000-8000-0000000000aa");

    private final DeciderSpecification<CompleteRun, DispositionRun, DispositionRunCompleted> run =
            DeciderSpecification.of(new DispositionRunDecider());

    @Test
    void recordsItsOutcome() {
        run.given()
                .when(new CompleteRun(RUN, 3, 2, NOW))
                .then(new DispositionRunCompleted(RUN, 3, 2));
    }

    @Test
    void keepsItsFirstOutcome() {
        run.given(new DispositionRunCompleted(RUN, 3, 2))
                .when(new CompleteRun(RUN, 1, 0, NOW))
                .thenNothing();
    }
}
