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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** V1280 asks their events with which one they are answered. */
    @Test
    void whatWasJoinedBeforeTheUpgradeIsAnsweredForWhoeverTookItIn() throws Exception {
        var first = its.received("ACCESS");
        UUID closed = again(first, "JOINED", 1);
        its.done(closed, "closures", "");
        awaitInState("CLOSED", closed);
        UUID joined = again(first, "JOINED", 1);
        awaitInState("JOINED", joined);
        its.done(first, "refusals", ground("MANIFESTLY_UNFOUNDED"));
        awaitInState("REFUSED", first);
        DatabaseRole.OWNER.run(
                """
                alter table request no force row level security;
                update request set answered_with = null where tenant = '%s';
                alter table request force row level security\
                """
                        .formatted(its.tenant));

        DatabaseRole.OWNER.run(
                migration("V1280__unjoined_requests.sql")
                        .replace("add column", "add column if not exists"));

        DatabaseRole.OWNER.run(
                """
                alter table request no force row level security;
                do $$ begin
                  assert (select array_agg(request) from request
                    where tenant = '%s' and answered_with = '%s')
                    @> array['%s', '%s']::uuid[];
                  assert (select answered_with from request where request = '%2$s') is null;
                end $$;
                alter table request force row level security\
                """
                        .formatted(its.tenant, first, closed, joined));
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
        var first = takenIn("RESTRICTION");
        UUID request = UUID.fromString(first.path("id"));
        its.awaitListed(request);

        var second = takenIn("RESTRICTION");

        UUID other = UUID.fromString(second.path("id"));
        its.dpo().get("/v1/requests/{id}", other).then().body("state", equalTo("JOINED"));
        assertSame(201, second, other, first, request);
        assertThat(second.header("Event-Position")).isEqualTo(other + ".0");
        assertThat(first.header("Event-Position")).isEqualTo(request + ".0");
        assertSeenAlike("OPEN", other, request);
        assertDoneAlike(201, "identity-proof-requests", "{}", other, request);
        assertDoneAlike(201, "identity-proofs", "{}", other, request);
    }

    /** Nor once the other one is answered: then theirs is, too. */
    @Test
    void whoTookARequestInIsAnsweredAsIfItHadNotBeenJoined() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        UUID request = UUID.fromString(takenIn("ACCESS").path("id"));
        its.awaitListed(request);
        UUID other = UUID.fromString(takenIn("ACCESS").path("id"));
        awaitInState("JOINED", other);

        its.done(other, "closures", "");
        awaitInState("CLOSED", other);
        assertSeenAlike("OPEN", other, request);
        assertDoneAlike(201, "notes", "{\"text\": \"asked when\"}", other, request);
        its.done(request, "assignments", "{\"assignee\": \"%s\"}".formatted(DeskCase.AGENT));
        for (String service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        its.done(request, "answers", DeskCase.answer("GRANTED"));
        its.done(request, "closures", "");
        awaitInState("CLOSED", request);

        assertSeenAlike("CLOSED", other, request);
        assertDoneAlike(409, "identity-proof-requests", "{}", other, request);
        assertDoneAlike(409, "identity-proofs", "{}", other, request);
        assertDoneAlike(409, "notes", "{\"text\": \"and now\"}", other, request);
        its.dpo()
                .get("/v1/requests/{id}", other)
                .then()
                .body("state", equalTo("CLOSED"))
                .body("outcome.joinedInto", equalTo(request.toString()));
    }

    private Response takenIn(String type) {
        return its.agent().body(its.opening(type, "")).post("/v1/requests");
    }

    /** In lists, too, whatever they ask for. */
    private void assertSeenAlike(String state, UUID joined, UUID alone) {
        assertSame(
                200,
                its.agent().get("/v1/requests/{id}", joined),
                joined,
                its.agent().get("/v1/requests/{id}", alone),
                alone);
        for (RequestState asked : RequestState.values()) {
            List<Map<String, Object>> items =
                    its.as(VOIX, DeskCase.AGENT, "supervisor")
                            .get("/v1/requests?state=" + asked)
                            .then()
                            .statusCode(200)
                            .extract()
                            .path("items");
            List<UUID> expected = asked.name().equals(state) ? List.of(joined, alone) : List.of();
            assertThat(items)
                    .as(asked.name())
                    .extracting(item -> UUID.fromString((String) item.get("id")))
                    .containsExactlyInAnyOrderElementsOf(expected);
            items.forEach(item -> item.remove("id"));
            assertThat(Set.copyOf(items)).hasSizeLessThan(2);
        }
    }

    private void assertDoneAlike(int status, String what, String body, UUID joined, UUID alone) {
        assertSame(
                status,
                post(its.agent(), joined, what, body),
                joined,
                post(its.agent(), alone, what, body),
                alone);
    }

    private static void assertSame(
            int status, Response joined, UUID other, Response alone, UUID request) {
        assertThat(joined.statusCode()).isEqualTo(alone.statusCode()).isEqualTo(status);
        assertThat(withoutIds(joined, other)).isEqualTo(withoutIds(alone, request));
        assertThat(headers(joined)).isEqualTo(headers(alone));
    }

    /** Which there are, and how often. */
    private static Map<String, Integer> headers(Response answer) {
        return answer.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().size()));
    }

    private static String withoutIds(Response answer, UUID request) {
        return answer.asString()
                .replace(request.toString(), "id")
                .replaceAll("\"correlationId\":\"[^\"]*\"", "");
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
