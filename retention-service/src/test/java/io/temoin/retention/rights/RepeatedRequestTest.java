// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.DeskCase.post;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.schedule.DatabaseRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** That it was joined, only its events say after it was closed; V1251 asks them. */
    @Test
    void doesNotCountWhatWasJoinedAndClosedBeforeTheUpgrade() throws Exception {
        var first = its.received("ACCESS");
        UUID closed = again(first, "JOINED", 1);
        its.done(closed, "closures", "");
        its.done(first, "refusals", ground("MANIFESTLY_UNFOUNDED"));
        its.done(first, "closures", "");
        awaitInState("CLOSED", closed);
        awaitInState("CLOSED", first);
        DatabaseRole.OWNER.run(
                """
                alter table request no force row level security;
                update request set counts = true where tenant = '%s';
                alter table request force row level security\
                """
                        .formatted(its.tenant));

        DatabaseRole.OWNER.run(migration("V1251__joined_requests.sql"));

        again(first, "OPEN", 1);
        assertThatThrownBy(() -> DatabaseRole.OWNER.run("select 1 / count(*) from request"))
                .as("row-level security is forced again")
                .hasMessageContaining("division by zero");
        assertThatThrownBy(() -> DatabaseRole.OWNER.run("select 1 / count(*) from event"))
                .hasMessageContaining("division by zero");
    }

    /** Not by its answer, nor by the number of its event, nor by what may be done with it. */
    @Test
    void whoTookARequestInDoesNotLearnThatItWasJoined() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        var first = takenIn();
        UUID request = UUID.fromString(first.path("id"));
        its.awaitListed(request);

        var second = takenIn();

        UUID other = UUID.fromString(second.path("id"));
        its.dpo().get("/v1/requests/{id}", other).then().body("state", equalTo("JOINED"));
        assertSame(second, other, first, request);
        assertThat(second.header("Event-Position")).isEqualTo(other + ".0");
        assertThat(first.header("Event-Position")).isEqualTo(request + ".0");
        assertSame(
                its.agent().get("/v1/requests/{id}", other),
                other,
                its.agent().get("/v1/requests/{id}", request),
                request);
        assertSame(
                post(its.agent(), other, "identity-proof-requests", "{}"),
                other,
                post(its.agent(), request, "identity-proof-requests", "{}"),
                request);
        assertSame(
                post(its.agent(), other, "identity-proofs", "{}"),
                other,
                post(its.agent(), request, "identity-proofs", "{}"),
                request);
    }

    private Response takenIn() {
        return its.agent().body(its.opening("RESTRICTION", "")).post("/v1/requests");
    }

    private static void assertSame(Response joined, UUID other, Response alone, UUID request) {
        assertThat(joined.statusCode()).isEqualTo(alone.statusCode()).isBetween(200, 201);
        assertThat(joined.asString().replace(other.toString(), "id"))
                .isEqualTo(alone.asString().replace(request.toString(), "id"));
    }

    private static String migration(String name) throws IOException {
        try (var sql = RepeatedRequestTest.class.getResourceAsStream("/db/retention/" + name)) {
            return new String(requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
        }
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
