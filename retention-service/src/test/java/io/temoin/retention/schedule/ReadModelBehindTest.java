// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hold covers is not said from lists that have not heard of everything. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ReadModelBehindTest {

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;

    ReadModelBehindTest(TestClock clock) {
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

    @ParameterizedTest
    @ValueSource(strings = {"retained-items", "register"})
    void aHoldIsNotPlacedOnAGuess(String reader) throws SQLException {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        try (var blocking = DatabaseRole.APP.connect()) {
            blocking.setAutoCommit(false);
            try (var statement =
                    blocking.prepareStatement(
                            "select 1 from feed_checkpoint where reader = ? for update")) {
                statement.setString(1, reader);
                statement.execute();
            }
            its.fulfilled("QUALITY");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> its.item().body("dueOn", equalTo("2026-11-24")));

            place().then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", endsWith(":read-model-behind"));
            blocking.rollback();
        }
        await().atMost(PATIENCE).untilAsserted(() -> place().then().statusCode(201));
    }

    private Response place() {
        return Tokens.dpo(its.tenant)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(
                        """
                        {"controller": "rhone-telecom", "criteria": {"purposes": ["QUALITY"]},
                         "ground": "LITIGATION", "authority": "Legal department",
                         "reference": "RG-1"}""")
                .post("/v1/holds");
    }
}
