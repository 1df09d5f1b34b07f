// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tests of disposal do before an order, and what they look at after it. */
final class DisposalDesk {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final TenantId HELIOS = new TenantId("helios");
    static final String LOIRE = "loire-assurance";

    private DisposalDesk() {}

    static void yearsLater() {
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(6 * 366)));
    }

    static Response given(String number) {
        return as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
    }

    static Response givenToLoire(String number) {
        Map<String, Object> consent = consent(number);
        consent.put("controller", LOIRE);
        consent.remove("processor");
        Response given = as(token("helios", LOIRE, "dialer")).body(consent).post("/v1/consents");
        assertThat(given.statusCode()).isEqualTo(201);
        return given;
    }

    static UUID id(Response made) {
        return UUID.fromString(made.path("id"));
    }

    static int read(Response given, String controller, String document) {
        return read(id(given), new SubjectId(given.path("subject")), controller, document);
    }

    static int read(UUID consent, SubjectId subject, String controller, String document) {
        return as(token("helios", controller, "dpo"))
                .accept("*/*")
                .queryParam("controller", controller)
                .queryParam("subject", subject.value())
                .get("/v1/consents/" + consent + document)
                .statusCode();
    }

    static List<String> listed(Response given, String controller) {
        return as(token("helios", controller, "dpo"))
                .queryParam("controller", controller)
                .queryParam("subject", given.<String>path("subject"))
                .get("/v1/consents")
                .path("items.id");
    }

    static List<String> reasons(String number) {
        Response decided = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        assertThat(decided.<String>path("verdict")).isEqualTo("DENY");
        return decided.path("reasons.code");
    }

    static EventMetadata metadata(UUID command) {
        return new EventMetadata(
                HELIOS,
                Actor.service("consent-dispositions"),
                command,
                null,
                UUID.randomUUID().toString(),
                null,
                null,
                CallingClock.now().truncatedTo(ChronoUnit.MICROS));
    }

    static StreamId streamOf(Response given) {
        return StreamId.parse("contact-" + RHONE + "-" + given.path("subject"));
    }

    static String payload(Response given, String controller) throws Exception {
        return text(
                "select payload::text from event where version = 1 and stream = 'contact-"
                        + controller
                        + "-"
                        + given.path("subject")
                        + "'");
    }

    static long outcomes(UUID batch) throws Exception {
        return Backlog.count(
                "helios", "select count(*) from event where stream = 'disposal-" + batch + "'");
    }

    static JsonNode outcome(UUID batch) throws Exception {
        await().atMost(LIMIT).until(() -> outcomes(batch) > 0);
        return EventCodec.JSON.readTree(
                text("select payload::text from event where stream = 'disposal-" + batch + "'"));
    }

    static String text(String query) throws Exception {
        try (Connection connection = Backlog.Role.APP.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
            try (ResultSet rows = statement.executeQuery(query)) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    static KeyState state(ShreddableKeys keys, SubjectId owner) {
        return keys.lookUp(HELIOS, new KeyScope.Subject(owner)).await().atMost(LIMIT);
    }
}
