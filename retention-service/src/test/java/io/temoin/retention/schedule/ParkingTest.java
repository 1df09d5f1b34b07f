// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.RecordingTopic.stored;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.ProblemAssertions;
import io.temoin.chassis.testing.ValidatableResponse;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that cannot be handled are kept, in order, until they can. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ParkingTest {

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;

    ParkingTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void keepsAPoisonMessageAndWhatComesBehindIt() {
        // Given
        var other = UUID.randomUUID();

        // When
        its.stored("PODCAST");
        its.fulfilled("QUALITY");
        its.topic.publish(stored(its.tenant, other, "QUALITY"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                parked().body("items", hasSize(2))
                                        .body("items.reason", contains("POLICY_UNKNOWN", "BEHIND"))
                                        .body("items[0].key", equalTo(key())));
        assertThat(
                        TopicTail.await(
                                "retention.dead-letter", key()::equals, found -> !found.isEmpty()))
                .hasSize(1);
        its.awaitStage(other, "SCHEDULED");
    }

    @Test
    void staysParkedWhenItIsStillPoisonOnReplay() {
        // Given
        its.stored("PODCAST");
        await().atMost(PATIENCE).untilAsserted(() -> parked().body("items", hasSize(1)));

        // When
        var replay = replay();

        // Then
        ProblemAssertions.assertProblem(replay.extract(), 409, "still-refused");
        parked().body("items", hasSize(1));
    }

    @Test
    void isHandledOnReplayOnceTheCauseIsGone() throws Exception {
        // Given
        DatabaseRole.OWNER.run("revoke insert on event from retention_app");
        its.stored("QUALITY");
        its.fulfilled("QUALITY");
        await().atMost(PATIENCE).untilAsserted(() -> parked().body("items", hasSize(2)));
        DatabaseRole.OWNER.run("grant insert on event to retention_app");

        // When
        var replay = replay();

        // Then
        replay.statusCode(200).body("handled", equalTo(2));
        parked().body("items", empty());
        its.item().body("dueOn", equalTo("2026-11-24"));
    }

    private ValidatableResponse parked() {
        return Tokens.admin(its.tenant).get("/v1/parked-messages").then().statusCode(200);
    }

    private ValidatableResponse replay() {
        return Tokens.admin(its.tenant)
                .contentType("application/json")
                .body(
                        "{\"consumer\": \"%s\", \"key\": \"%s\"}"
                                .formatted(RecordingConsumer.NAME, key()))
                .post("/v1/parked-messages/replays")
                .then();
    }

    private String key() {
        return its.tenant + "/recording-" + its.recording;
    }
}
