// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.objection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Backlog.Role;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The database itself takes the content out of what a recorded order names, and of nothing else.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class RedactionRightsTest {

    private static final String REFUSED = "42501";
    private static final String NOT_ALLOWED = "23514";
    private static final Instant LATER = Instant.parse("2040-01-01T00:00:00Z");

    private Response given;

    @BeforeEach
    void give() {
        given = as(dialerOf(VOIX)).body(consent(freshNumber())).post("/v1/consents");
    }

    @Test
    void whatTheOrderNamesGoesAndStaysGone() throws SQLException {
        UUID batch = order("CONSENT_PROOF", RHONE, given.path("id"), LATER);
        assertThat(redact(batch, stream(), 1)).isOne();
        assertThat(redact(batch, stream(), 1)).isZero();
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where stream = '%s' and version = 1 and"
                                                .formatted(stream())
                                        + " type = 'ConsentGiven' and metadata::text like"
                                        + " '%voix-du-rhone%' and payload::text ="
                                        + " '{\"redacted\":{\"order\":\""
                                        + batch
                                        + "\"}}'"))
                .isOne();
    }

    @Test
    void withoutARecordedOrderNothingGoes() {
        assertNothingGoes(UUID.randomUUID(), stream(), 1);
    }

    @Test
    void whatTheOrderDoesNotNameStays() throws SQLException {
        assertNothingGoes(
                order("CONSENT_PROOF", RHONE, UUID.randomUUID().toString(), LATER), stream(), 1);
        assertNothingGoes(order("CALL_DECISION", RHONE, given.path("id"), LATER), stream(), 1);
        assertNothingGoes(
                order("CONSENT_PROOF", "loire-assurance", given.path("id"), LATER), stream(), 1);
        UUID batch = order("CONSENT_PROOF", RHONE, given.path("id"), LATER);
        assertNothingGoes(batch, stream(), 2);
        assertNothingGoes(batch, "contact-nobody", 1);
    }

    @Test
    void whatHasToBeKeptLongerStays() throws SQLException {
        Instant kept = Instant.parse(given.path("proofKeptUntil"));
        assertNothingGoes(
                order("CONSENT_PROOF", RHONE, given.path("id"), kept.minusSeconds(1)), stream(), 1);
        assertThat(redact(order("CONSENT_PROOF", RHONE, given.path("id"), kept), stream(), 1))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUPPRESSION",
                "CONSENT_PROOF",
                "CALL_DECISION",
                "CALL_ATTEMPT",
                "NOTICE_SERVED",
                "PREFERENCE",
                "SELF_SERVICE_LINK"
            })
    void anObjectionStaysWhateverItIsCalled(String kind) throws SQLException {
        Response objected =
                as(dialerOf(VOIX)).body(objection(freshNumber())).post("/v1/objections");
        assertNothingGoes(
                order(kind, RHONE, objected.path("id"), LATER),
                "contact-" + RHONE + "-" + objected.path("subject"),
                1);
    }

    @Test
    void anotherTenantsOrderIsNoOrder() throws SQLException {
        UUID batch = order("CONSENT_PROOF", RHONE, given.path("id"), LATER);
        assertFails(
                Role.APP, TenantSetting.ofSession("boreal"), call(batch, stream(), 1), NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update disposition_order set items = '{}'",
                "delete from disposition_order",
                "insert into disposed_item (tenant, kind, item, batch) values"
                        + " ('helios', 'CONSENT_PROOF', gen_random_uuid(), gen_random_uuid())",
                "update disposed_item set batch = gen_random_uuid()",
                "delete from disposed_item",
                "delete from consent",
                "update event set payload = '{}'"
            })
    void theServiceCanChangeNothingOfItByHand(String statement) {
        assertFails(Role.APP, TenantSetting.ofSession("helios"), statement, REFUSED);
        assertFails(Role.FEED, TenantSetting.ofSession("helios"), statement, REFUSED);
    }

    @Test
    void theFeedsRoleTakesOutNothing() throws SQLException {
        UUID batch = order("CONSENT_PROOF", RHONE, given.path("id"), LATER);
        assertFails(
                Role.FEED, TenantSetting.ofSession("helios"), call(batch, stream(), 1), REFUSED);
    }

    private String stream() {
        return "contact-" + RHONE + "-" + given.path("subject");
    }

    private static UUID order(String kind, String controller, String item, Instant at)
            throws SQLException {
        UUID batch = UUID.randomUUID();
        try (Connection connection = Role.APP.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
            statement.execute(
                    "insert into disposition_order (tenant, batch, kind, controller, items, basis,"
                            + " ordered_at, event_id) values ('helios', '%s', '%s', '%s', '{%s}',"
                                    .formatted(batch, kind, controller, item)
                            + " 'PERIOD_ENDED', '%s', 'e-1.0')".formatted(at));
        }
        return batch;
    }

    private static String call(UUID batch, String stream, long version) {
        return "select redact_events('%s', '{%s}', '{%d}')".formatted(batch, stream, version);
    }

    private static long redact(UUID batch, String stream, long version) throws SQLException {
        return Backlog.count("helios", call(batch, stream, version));
    }

    private static void assertNothingGoes(UUID batch, String stream, long version) {
        assertThatThrownBy(() -> redact(batch, stream, version))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(NOT_ALLOWED));
    }

    private static void assertFails(Role role, String setting, String statement, String state) {
        assertThatThrownBy(
                        () -> {
                            try (Connection connection = role.connect();
                                    Statement one = connection.createStatement()) {
                                one.execute(setting);
                                one.execute(statement);
                            }
                        })
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(state));
    }
}
