// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file of a request goes as well: retention-service destroys what it keeps itself. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RequestFileTest {

    private static final Instant TWO_YEARS_LATER = Instant.parse("2028-11-26T12:00:00Z");

    private final DeskCase its = new DeskCase();
    private final TestClock clock;
    private final EventStore store;
    private final ShreddableKeys keys;

    RequestFileTest(TestClock clock, EventStore store, ShreddableKeys keys) {
        this.clock = clock;
        this.store = store;
        this.keys = keys;
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
    void waitsForAPolicyAndGoesWhenItsTimeIsOver() {
        var request = its.received("ACCESS");
        its.done(request, "notes", "{\"text\": \"called back\"}");
        for (String service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        its.done(request, "answers", DeskCase.answer("GRANTED"));
        its.done(request, "closures", "");
        awaitState("AWAITING_POLICY");

        assertThat(readElsewhere(request)).isEqualTo("CLOSED called back");

        activatePolicy();
        awaitState("SCHEDULED");
        clock.set(TWO_YEARS_LATER);
        its.dpo().post("/v1/disposition-runs").then().statusCode(201).body("ordered", equalTo(1));

        awaitState("DISPOSED");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readElsewhere(request)).isEqualTo("CLOSED null"));
        its.dpo().get("/v1/requests/{id}", request).then().body("state", equalTo("CLOSED"));
    }

    /**
     * The state and the note of the request, read by a replica that has not read it before: one
     * that has remembers it for a minute at most (CommandHandler).
     */
    private String readElsewhere(UUID request) {
        var elsewhere =
                new RequestStream(store, keys, (_, _) -> Uni.createFrom().voidItem())
                        .load(new TenantId(its.tenant), request)
                        .await()
                        .atMost(PATIENCE);
        var shown = RequestDetails.of(elsewhere, true, NOON);
        return shown.state() + " " + shown.notes().getFirst().text();
    }

    private void awaitState(String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(its.tenant)
                                        .queryParam("kind", "REQUEST")
                                        .get("/v1/items")
                                        .then()
                                        .statusCode(200)
                                        .body("items.state", contains(state)));
    }

    private void activatePolicy() {
        String id =
                as("1").body(
                                """
                                {"controller": "rhone-telecom", "purpose": "DSR_FILE",
                                 "from": "DSR_CLOSED", "atMost": "P2Y", "reference": "our decision",
                                 "validFrom": "2026-11-24"}""")
                        .post("/v1/policies")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id")
                        .toString();
        as("2").post("/v1/policies/" + id + "/activations").then().statusCode(201);
    }

    private RequestSpecification as(String person) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.token(
                                its.tenant,
                                "rhone-telecom",
                                List.of(),
                                "00000000-0000-4000-8000-00000000000" + person,
                                "dpo"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json");
    }
}
