// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.ground;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a person is said to ask again and again (GDPR art. 12(5)). */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RepeatedRequestTest {

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    RepeatedRequestTest(TestClock clock) {
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

    /** It got no answer of its own: whoever asked twice by mistake has asked once. */
    @Test
    void doesNotCountWhatWasJoinedToAnother() {
        var first = its.received("ACCESS");
        UUID joined = again(first, "JOINED", 1);
        awaitInState("JOINED", joined);
        UUID closed = again(first, "JOINED", 1);
        its.done(closed, "closures", "");
        its.done(first, "refusals", ground("MANIFESTLY_UNFOUNDED"));
        awaitInState("CLOSED", closed);
        awaitInState("REFUSED", first);

        UUID second = again(first, "OPEN", 1);

        its.done(second, "refusals", ground("EXCESSIVE"));
    }

    private UUID again(UUID known, String state, int earlier) {
        return UUID.fromString(
                its.dpo()
                        .body(DeskCase.about(known, "ACCESS"))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo(state))
                        .body("earlier", equalTo(earlier))
                        .extract()
                        .path("id"));
    }

    private void awaitInState(String state, UUID request) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.dpo()
                                        .get("/v1/requests?state=" + state)
                                        .then()
                                        .body("items.id", hasItems(request.toString())));
    }
}
