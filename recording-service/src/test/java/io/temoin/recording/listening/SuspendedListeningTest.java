// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Receipts;
import io.temoin.recording.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a processor was granted lasts no longer than its agreement. */
@QuarkusTest
class SuspendedListeningTest {

    private static final byte[] AUDIO = Uploads.wave(20_000, 7);

    private final String controller = "c-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void endsWithTheAgreementOfTheProcessor() {
        // Given
        var agreement =
                PublishedAgreements.inForce(
                        "helios", controller, "voix-du-rhone", "QUALITY", "TRAINING");
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Uploads.put(id, Receipts.of(decidedAt).with("controller", controller), decidedAt, AUDIO)
                .then()
                .statusCode(201);
        String token = Listenings.ask(supervisor(), id, "QUALITY").path("token");
        assertThat(heard(id, token).statusCode()).isEqualTo(200);

        // When
        PublishedAgreements.suspend(agreement);

        // Then
        assertProblem(heard(id, token), 403, "listening-token-invalid");
    }

    /** A release that let a date out of any calendar in; what follows waits behind it, unread. */
    @Test
    void endsAtOnceWhereSomethingAboutThePairIsParked() {
        // Given
        var agreement =
                PublishedAgreements.inForce(
                        "helios", controller, "voix-du-rhone", "QUALITY", "TRAINING");
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Uploads.put(id, Receipts.of(decidedAt).with("controller", controller), decidedAt, AUDIO)
                .then()
                .statusCode(201);
        String token = Listenings.ask(supervisor(), id, "QUALITY").path("token");
        assertThat(heard(id, token).statusCode()).isEqualTo(200);

        // When
        PublishedAgreements.publishPoisoned(
                new PublishedAgreements.Agreement(
                        "helios", UUID.randomUUID(), controller, "voix-du-rhone"),
                3);
        PublishedAgreements.publish(agreement, "AgreementSuspended", 4, _ -> {});

        // Then
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertProblem(heard(id, token), 403, "listening-token-invalid"));
    }

    private Response heard(UUID id, String token) {
        return supervisor()
                .header("Listening-Token", token)
                .header("X-Workstation", Listenings.WORKSTATION)
                .get(Uploads.path(id));
    }

    private RequestSpecification supervisor() {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.token(
                                "helios",
                                "voix-du-rhone",
                                List.of(controller),
                                "lead",
                                "supervisor"));
    }
}
