// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.ValidatableResponse;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.platform.TestTokens;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import io.temoin.retention.disposition.domain.ItemDigest;
import io.temoin.retention.schedule.DatabaseRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** One tenant, whose owner services are played: they tell of items, and answer orders. */
final class OwnerCase implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");

    /** A year and a day after the items were registered. */
    static final Instant NEXT_YEAR = Instant.parse("2027-11-26T12:00:00Z");

    final OwnerTopic topic = new OwnerTopic();
    final String tenant = "t" + UUID.randomUUID();

    @Override
    public void close() {
        topic.close();
    }

    /** A call for prospecting was allowed. */
    OwnerTopic.Event decided(UUID decision) {
        return decided(decision, "fibre-autumn");
    }

    OwnerTopic.Event decided(UUID decision, String campaign) {
        return OwnerTopic.example(
                tenant,
                "consent",
                "contact-" + decision,
                "CallDecided",
                data -> {
                    data.put("decision", decision.toString()).put("campaign", campaign);
                    data.remove("proofs");
                });
    }

    OwnerTopic.Event served(UUID serving, UUID decision) {
        return OwnerTopic.example(
                tenant,
                "consent",
                "contact-" + decision,
                "NoticeServed",
                data ->
                        data.put("serving", serving.toString())
                                .put("decision", decision.toString()));
    }

    OwnerTopic.Event consented(UUID consent) {
        return OwnerTopic.example(
                tenant,
                "consent",
                "contact-" + consent,
                "ConsentGiven",
                data -> data.put("consent", consent.toString()));
    }

    /** A person said how to be reached. */
    OwnerTopic.Event stated(UUID statement) {
        return OwnerTopic.example(
                tenant,
                "consent",
                "contact-" + statement,
                "PreferencesStated",
                data -> data.put("statement", statement.toString()));
    }

    /** A stricter policy, proposed by one person and activated by another. */
    void policy(String purpose, String from, String atMost) {
        policy(purpose, from, atMost, false);
    }

    /** The same, which may ask for a person to look. */
    void policy(String purpose, String from, String atMost, boolean review) {
        String id =
                dpo("00000000-0000-4000-8000-000000000001")
                        .contentType("application/json")
                        .body(
                                """
                                {"controller": "rhone-telecom", "purpose": "%s", "from": "%s",
                                 "atMost": "%s", "review": %s, "reference": "our decision",
                                 "validFrom": "2026-11-24"}"""
                                        .formatted(purpose, from, atMost, review))
                        .post("/v1/policies")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id")
                        .toString();
        dpo("00000000-0000-4000-8000-000000000002")
                .post("/v1/policies/" + id + "/activations")
                .then()
                .statusCode(201);
    }

    private RequestSpecification dpo(String person) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(tenant, "rhone-telecom", List.of(), person, "dpo"))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    ValidatableResponse item(UUID id) {
        return Tokens.dpo(tenant).get("/v1/items/{id}", id).then().statusCode(200);
    }

    ValidatableResponse explanation(UUID id, String language) {
        return Tokens.dpo(tenant)
                .header("Accept-Language", language)
                .get("/v1/items/{id}/explanation", id)
                .then()
                .statusCode(200);
    }

    void isHiddenFromAnotherController(UUID id) {
        for (String path : List.of("/v1/items/{id}", "/v1/items/{id}/explanation")) {
            Tokens.as(tenant, "loire-energie", List.of(), "dpo")
                    .get(path, id)
                    .then()
                    .statusCode(404);
        }
        Tokens.as(tenant, "loire-energie", List.of(), "dpo")
                .get("/v1/items")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    ValidatableResponse calendar(String organisation, String from, String to) {
        return Tokens.as(tenant, organisation, List.of(), "dpo")
                .queryParam("from", from)
                .queryParam("to", to)
                .get("/v1/disposition-calendar")
                .then()
                .statusCode(200);
    }

    /** A run that is not waited for. */
    String queueRun(String key) {
        return Tokens.dpo(tenant)
                .header("Idempotency-Key", key)
                .header("Prefer", "respond-async")
                .post("/v1/disposition-runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    ValidatableResponse awaitRun(String run, String count, int number) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(tenant)
                                        .get("/v1/disposition-runs/{id}", run)
                                        .then()
                                        .statusCode(200)
                                        .body("state", equalTo("COMPLETED"))
                                        .body(count, equalTo(number)));
        return Tokens.dpo(tenant).get("/v1/disposition-runs/{id}", run).then().statusCode(200);
    }

    void isUnknownToAnotherController(String run) {
        Tokens.as(tenant, "loire-energie", List.of(), "dpo")
                .get("/v1/disposition-runs/{id}", run)
                .then()
                .statusCode(404);
    }

    /** Makes the register as it is when a process dies between an order and its row. */
    void forgetTheOrder() throws SQLException {
        var config = ConfigProvider.getConfig();
        try (var connection =
                        DriverManager.getConnection(
                                config.getValue("quarkus.datasource.jdbc.url", String.class),
                                config.getValue("quarkus.datasource.feed.username", String.class),
                                config.getValue("quarkus.datasource.feed.password", String.class));
                var update =
                        connection.prepareStatement(
                                "update registered_item set stage = 'SCHEDULED', batch = null"
                                        + " where tenant = ?")) {
            update.setString(1, tenant);
            update.execute();
        }
    }

    /** A run that another replica carries out, and will not end. */
    void leaseRunElsewhere(UUID run) throws SQLException {
        var config = ConfigProvider.getConfig();
        try (var connection =
                        DriverManager.getConnection(
                                config.getValue("quarkus.datasource.jdbc.url", String.class),
                                config.getValue("quarkus.datasource.username", String.class),
                                config.getValue("quarkus.datasource.password", String.class));
                var set =
                        connection.prepareStatement(
                                "select set_config('temoin.tenant', ?, false)");
                var insert =
                        connection.prepareStatement(
                                """
                                insert into disposition_run (tenant, run, actor, organisation, role,
                                  visibility, correlation, requested_at, leased_until, leased_by)
                                values (?, ?::uuid, 'anne', 'rhone-telecom', 'dpo',
                                  '{"actor": "anne", "organisation": "rhone-telecom",
                                    "wholeTenant": false, "ownActsOnly": false, "covered": []}',
                                  'c', now(), now() + interval '2 seconds', gen_random_uuid())""")) {
            set.setString(1, tenant);
            set.execute();
            insert.setString(1, tenant);
            insert.setString(2, run.toString());
            insert.execute();
        }
    }

    /** What the owner says it has done. */
    void disposed(String batch, String kind, List<UUID> disposed, Map<UUID, String> refused) {
        disposed(batch, kind, disposed, refused, null);
    }

    /** The same of an owner that says until when it needs what it refused to destroy. */
    void disposed(
            String batch,
            String kind,
            List<UUID> disposed,
            Map<UUID, String> refused,
            @Nullable String neededUntil) {
        ObjectNode data =
                EventCodec.JSON
                        .createObjectNode()
                        .put("batch", batch)
                        .put("kind", kind)
                        .put("controller", "rhone-telecom")
                        .put("disposed", disposed.size())
                        .put("digest", ItemDigest.of(disposed))
                        .put("erasedAt", "2027-11-26T12:00:01Z")
                        .put("horizon", "2027-12-26");
        var all = data.putArray("refused");
        refused.forEach(
                (item, reason) ->
                        all.addObject().put("item", item.toString()).put("reason", reason));
        if (neededUntil != null) {
            all.forEach(one -> ((ObjectNode) one).put("neededUntil", neededUntil));
        }
        topic.publish(
                OwnerTopic.event(
                        tenant,
                        "consent",
                        "disposition-" + batch,
                        "ItemsDisposed",
                        data.toString()));
    }

    /** A legal hold of the controller whose items these are. */
    ValidatableResponse hold(String criteria) {
        return Tokens.dpo(tenant)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(
                        """
                        {"controller": "rhone-telecom", "criteria": %s, "ground": "LITIGATION",
                         "authority": "Legal department", "reference": "RG-1"}"""
                                .formatted(criteria))
                .post("/v1/holds")
                .then()
                .statusCode(201);
    }

    /** An open request of the person, as another replica records it at this moment. */
    void freeze(@Nullable UUID decision, String until) throws SQLException {
        DatabaseRole.APP.run(
                """
                select set_config('temoin.tenant', '%1$s', false);
                insert into item_freeze (tenant, request, controller, subject, decision, until,
                  over, version)
                values ('%1$s', gen_random_uuid(), 'rhone-telecom',
                  '0123456789abcdef0123456789abcdef', %2$s, '%3$s', false, 1)"""
                        .formatted(
                                tenant, decision == null ? "null" : "'" + decision + "'", until));
    }

    /** The same about one recording. */
    void freezeRecording(UUID recording, String until) throws SQLException {
        DatabaseRole.APP.run(
                """
                select set_config('temoin.tenant', '%1$s', false);
                insert into item_freeze (tenant, request, controller, subject, recording, until,
                  over, version)
                values ('%1$s', gen_random_uuid(), 'rhone-telecom',
                  '0123456789abcdef0123456789abcdef', '%2$s', '%3$s', false, 1)"""
                        .formatted(tenant, recording, until));
    }

    /** It is known which call a recording is of. */
    void recorded(UUID recording, UUID decision) throws SQLException {
        DatabaseRole.APP.run(
                """
                select set_config('temoin.tenant', '%1$s', false);
                insert into call_item (tenant, decision, controller, recording, subject)
                values ('%1$s', '%2$s', 'rhone-telecom', '%3$s',
                  '0123456789abcdef0123456789abcdef')"""
                        .formatted(tenant, decision, recording));
    }

    JsonPath listed(String kind) {
        return Tokens.dpo(tenant)
                .queryParam("kind", kind)
                .queryParam("limit", 200)
                .get("/v1/items")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath awaitListed(String kind, int count, String state) {
        List<JsonPath> last = new ArrayList<>();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonPath found = listed(kind);
                            assertThat(found.getList("items.state"))
                                    .hasSize(count)
                                    .allMatch(state::equals);
                            last.add(found);
                        });
        return last.getLast();
    }

    /** Orders of batches that retention-service has published. */
    List<ObjectNode> orders(int atLeast) {
        return published("DispositionBatchOrdered", atLeast);
    }

    /** The one order besides that of a batch; the topic keeps no order between batches. */
    ObjectNode orderAfter(String batch) {
        var others =
                orders(2).stream()
                        .filter(order -> !order.get("batch").textValue().equals(batch))
                        .toList();
        assertThat(others).hasSize(1);
        return others.getFirst();
    }

    List<ObjectNode> published(String type, int atLeast) {
        List<ConsumerRecord<String, byte[]>> found =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(tenant + "/disposition-batch-"),
                        all -> of(type, all).size() >= atLeast);
        return of(type, found);
    }

    private static List<ObjectNode> of(String type, List<ConsumerRecord<String, byte[]>> found) {
        return found.stream()
                .filter(
                        message ->
                                TopicTail.header(message, "ce_type")
                                        .equals("io.temoin.retention." + type + ".v1"))
                .map(OwnerCase::data)
                .toList();
    }

    static ObjectNode data(ConsumerRecord<String, byte[]> message) {
        EventContract.of(TopicTail.header(message, "ce_type"))
                .accepts(new String(message.value(), StandardCharsets.UTF_8));
        try {
            return (ObjectNode) EventCodec.JSON.readTree(message.value());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<UUID> items(ObjectNode order) {
        List<UUID> items = new ArrayList<>();
        order.withArray("items").forEach(item -> items.add(UUID.fromString(item.textValue())));
        return items;
    }
}
