// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.ClosedKeys;
import io.temoin.audit.Published;
import io.temoin.audit.SaidInLog;
import io.temoin.audit.Space;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While the keys are away nothing is stored without one, and nothing is lost or parked. */
@QuarkusTest
class KeysAwayTest {

    private final Space space = new Space();
    private final Sending sending = new Sending(space);

    @Test
    void theIntakeWaitsForThem() throws SQLException {
        // Given
        List<Published> events = IntStream.range(0, 40).mapToObj(_ -> aboutSomebodyNew()).toList();
        Response refused;
        List<String> meanwhile;

        // When
        try (SaidInLog waits = new SaidInLog(EventInbox.class, "is waiting");
                ClosedKeys _ = ClosedKeys.closed()) {
            Space.publish(events);
            await().atMost(Duration.ofSeconds(60)).until(() -> waits.times() > 1);
            refused = sending.entries(Sending.with(Sending.entry("1"), "subject", pseudonym()));
            meanwhile = space.ids();
        }

        // Then
        assertProblem(refused, 503, "service-unavailable");
        assertThat(meanwhile).isEmpty();
        space.awaitEntries(40);
        assertThat(space.ids())
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(event -> event.header("ce_id")).toList());
        assertThat(space.parked().<List<String>>path("items.reason")).isEmpty();
    }

    private Published aboutSomebodyNew() {
        String person = pseudonym();
        return space.about(person);
    }

    private static String pseudonym() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
