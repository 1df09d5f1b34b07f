// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.chassis.testing.ValidatableResponse;
import io.temoin.platform.TestTokens;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.DatabaseRole;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One tenant with items in its register, and who simulates policies over them. */
final class SimulationCase {

    static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
    static final String RHONE = "rhone-telecom";
    static final String ONE = "00000000-0000-4000-8000-000000000001";
    static final String OTHER = "00000000-0000-4000-8000-000000000002";

    /** Pseudonyms of people. */
    static final String PERSON = "1".repeat(32);

    static final String HELD = "2".repeat(32);
    static final String FROZEN = "3".repeat(32);
    static final String ERASED = "4".repeat(32);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String PLAN =
            """
            insert into item_plan (tenant, plan, kind, controller, campaign, kept_for, started_on,
              keep_until, stage, generation)
            values (?, ?, ?, ?, ?, ?, ?, ?, 'AWAITING_POLICY', 0)""";

    private static final String ITEM =
            """
            insert into registered_item (tenant, item, kind, controller, campaign, subject,
              purposes, kept_for, ended_at, plan, stage, floor_on, floor_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::date::timestamptz, ?, 'AWAITING_POLICY', ?::date,
              (?::date + 1)::timestamp at time zone 'Europe/Paris')""";

    private static final String RECORDING =
            """
            insert into retained_item (tenant, recording, controller, campaign, purposes, subject,
              stage, due_on, due_at, cause, correlation)
            values (?, ?, ?, 'fibre-autumn', ?, 'person-r', 'SCHEDULED', ?::date,
              (?::date + 1)::timestamp at time zone 'Europe/Paris', 'c', 'c')""";

    private static final String CALL =
            """
            insert into call_item (tenant, decision, controller, recording, subject)
            values (?, ?, ?, ?, ?)""";

    private static final String ERASED_PERSON =
            """
            insert into erased_person (tenant, request, controller, subject, erase_on, erase_at)
            values (?, ?, ?, ?, ?::date, (?::date + time '12:00') at time zone 'Europe/Paris')""";

    private static final String NOTHING_CHANGES =
            """
            select md5(concat(
              (select string_agg(i::text, '|' order by i.item, i.kind) from registered_item i
                where i.tenant = $1),
              (select string_agg(p::text, '|' order by p.plan) from item_plan p
                where p.tenant = $1),
              (select string_agg(r::text, '|' order by r.recording) from retained_item r
                where r.tenant = $1),
              (select count(*) from event e where e.tenant = $1)))"""
                    .replace("$1", "current_setting('temoin.tenant')");

    /** What items have in common. */
    record Plan(
            UUID id,
            ItemKind kind,
            String controller,
            @Nullable String campaign,
            List<String> keptFor,
            LocalDate startedOn,
            @Nullable LocalDate keepUntil) {

        static Plan of(ItemKind kind, String purpose, String startedOn) {
            return new Plan(
                    UUID.randomUUID(),
                    kind,
                    RHONE,
                    "fibre-autumn",
                    List.of(purpose),
                    LocalDate.parse(startedOn),
                    null);
        }
    }

    /** A registered item of a plan. */
    record Item(UUID id, Plan plan, String subject, @Nullable LocalDate floor) {

        static Item of(Plan plan, String subject) {
            return new Item(UUID.randomUUID(), plan, subject, null);
        }
    }

    final String tenant = "t" + UUID.randomUUID();

    /** As the register is when their owners have told of them; waits until they are planned. */
    void stored(List<Item> items) throws SQLException {
        try (Connection connection = app();
                var plan = connection.prepareStatement(PLAN);
                var item = connection.prepareStatement(ITEM)) {
            connection.setAutoCommit(false);
            for (Plan one : items.stream().map(Item::plan).distinct().toList()) {
                plan.setString(1, tenant);
                plan.setObject(2, one.id());
                plan.setString(3, one.kind().name());
                plan.setString(4, one.controller());
                plan.setString(5, one.campaign());
                plan.setArray(6, texts(connection, one.keptFor()));
                plan.setObject(7, one.startedOn());
                plan.setObject(8, one.keepUntil());
                plan.addBatch();
            }
            plan.executeBatch();
            for (Item one : items) {
                item.setString(1, tenant);
                item.setObject(2, one.id());
                item.setString(3, one.plan().kind().name());
                item.setString(4, one.plan().controller());
                item.setString(5, one.plan().campaign());
                item.setString(6, one.subject());
                item.setArray(7, texts(connection, one.plan().keptFor()));
                item.setArray(8, texts(connection, one.plan().keptFor()));
                item.setObject(9, one.plan().startedOn());
                item.setObject(10, one.plan().id());
                item.setObject(11, one.floor());
                item.setObject(12, one.floor());
                item.addBatch();
            }
            item.executeBatch();
            connection.commit();
        }
        awaitPlanned();
    }

    void recording(String controller, String purpose, String dueOn) throws SQLException {
        try (Connection connection = app();
                var insert = connection.prepareStatement(RECORDING)) {
            insert.setString(1, tenant);
            insert.setObject(2, UUID.randomUUID());
            insert.setString(3, controller);
            insert.setArray(4, texts(connection, List.of(purpose)));
            insert.setString(5, dueOn);
            insert.setString(6, dueOn);
            insert.execute();
        }
    }

    /** The recording of a call that was allowed by a decision. */
    void recordingOf(Item decision, String dueOn) throws SQLException {
        UUID recording = UUID.randomUUID();
        try (Connection connection = app();
                var insert = connection.prepareStatement(RECORDING);
                var link = connection.prepareStatement(CALL)) {
            insert.setString(1, tenant);
            insert.setObject(2, recording);
            insert.setString(3, RHONE);
            insert.setArray(4, texts(connection, List.of("QUALITY")));
            insert.setString(5, dueOn);
            insert.setString(6, dueOn);
            insert.execute();
            link.setString(1, tenant);
            link.setObject(2, decision.id());
            link.setString(3, RHONE);
            link.setObject(4, recording);
            link.setString(5, decision.subject());
            link.execute();
        }
    }

    /** As the register is since the erasure of a person was decided. */
    void erased(String subject, String on) throws SQLException {
        try (Connection connection = app();
                var insert = connection.prepareStatement(ERASED_PERSON)) {
            insert.setString(1, tenant);
            insert.setObject(2, UUID.randomUUID());
            insert.setString(3, RHONE);
            insert.setString(4, subject);
            insert.setString(5, on);
            insert.setString(6, on);
            insert.execute();
        }
        try (Connection connection = app();
                var update =
                        connection.prepareStatement(
                                "update registered_item set erase_on = ?::date, erase_at ="
                                        + " (?::date + time '12:00') at time zone 'Europe/Paris'"
                                        + " where subject = ?")) {
            update.setString(1, on);
            update.setString(2, on);
            update.setString(3, subject);
            update.execute();
        }
    }

    /** An open request about everything of a person. */
    void frozen(String controller, String subject) throws SQLException {
        try (Connection connection = app();
                var insert =
                        connection.prepareStatement(
                                "insert into item_freeze (tenant, request, controller, subject,"
                                        + " until, over, version) values (?, ?, ?, ?,"
                                        + " '2027-02-24T23:00:00Z', false, 1)")) {
            insert.setString(1, tenant);
            insert.setObject(2, UUID.randomUUID());
            insert.setString(3, controller);
            insert.setString(4, subject);
            insert.execute();
        }
    }

    /** A legal hold on everything of a person. */
    void held(String controller, String subject) {
        as(controller, ONE, "dpo")
                .contentType("application/json")
                .body(
                        """
                        {"controller": "%s", "criteria": {"subject": "%s"}, "ground": "LITIGATION",
                         "authority": "Legal department", "reference": "RG-1"}"""
                                .formatted(controller, subject))
                .post("/v1/holds")
                .then()
                .statusCode(201);
    }

    /** Waits until policies are applied to everything that is registered. */
    void awaitPlanned() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                number(
                                                        "select count(*) from item_plan where"
                                                                + " planned_at is null"))
                                        .isZero());
    }

    long number(String sql) throws SQLException {
        try (Connection connection = app();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Of everything that a simulation must leave as it is. */
    String digest() throws SQLException {
        try (Connection connection = app();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(NOTHING_CHANGES)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A connection that sees the tenant. */
    Connection app() throws SQLException {
        Connection connection = DatabaseRole.APP.connect();
        try (var set =
                connection.prepareStatement("select set_config('temoin.tenant', ?, false)")) {
            set.setString(1, tenant);
            set.execute();
        }
        return connection;
    }

    /** A shorter period for prospecting calls of the controller. */
    String shortened(String atMost) {
        return proposed(
                """
                {"controller": "rhone-telecom", "purpose": "PROSPECTING_CALL",
                 "from": "CONSENT_GIVEN", "atMost": "%s", "reference": "our decision",
                 "validFrom": "2026-01-01"}"""
                        .formatted(atMost));
    }

    String proposed(String policy) {
        return as(RHONE, ONE, "dpo")
                .contentType("application/json")
                .body(policy)
                .post("/v1/policies")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    void activate(String policy) {
        as(RHONE, OTHER, "dpo")
                .post("/v1/policies/{id}/activations", policy)
                .then()
                .statusCode(201);
    }

    Response simulate(RequestSpecification caller, String policy) {
        return caller.post("/v1/policies/{id}/simulations", policy);
    }

    /** Simulates a policy, and waits for the result. */
    String simulated(String policy) {
        String simulation =
                simulate(as(RHONE, ONE, "dpo"), policy).then().statusCode(202).extract().path("id");
        awaitState(policy, simulation, "COMPLETED");
        return simulation;
    }

    ValidatableResponse awaitState(String policy, String simulation, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(get(policy, simulation).extract().<String>path("state"))
                                        .isEqualTo(state));
        return get(policy, simulation);
    }

    ValidatableResponse get(String policy, String simulation) {
        return as(RHONE, ONE, "dpo")
                .get("/v1/policies/{id}/simulations/{simulation}", policy, simulation)
                .then()
                .statusCode(200);
    }

    /** All pages: how many items become what, now or then. */
    Map<String, Long> counts(String policy, String simulation, String side) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, String> cursor = Map.of();
        List<String> seen = new ArrayList<>();
        boolean last = false;
        while (!last) {
            JsonPath page =
                    as(RHONE, ONE, "dpo")
                            .queryParam("limit", 7)
                            .queryParams(cursor)
                            .get(
                                    "/v1/policies/{id}/simulations/{simulation}/counts",
                                    policy,
                                    simulation)
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            for (Map<String, Object> one : page.<Map<String, Object>>getList("items")) {
                seen.add(one.toString());
                Map<?, ?> end = (Map<?, ?>) one.get(side);
                String group =
                        "%s %s %s %s %s"
                                .formatted(
                                        one.get("kind"),
                                        one.get("controller"),
                                        one.get("purposes"),
                                        end.get("outcome"),
                                        end.get("month"));
                counts.merge(group, ((Number) one.get("items")).longValue(), Long::sum);
            }
            last = page.get("next") == null;
            cursor = last ? Map.of() : Map.of("cursor", page.getString("next"));
        }
        assertThat(seen).doesNotHaveDuplicates();
        return counts;
    }

    RequestSpecification as(String organisation, String person, String role) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(tenant, organisation, List.of(), person, role))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
