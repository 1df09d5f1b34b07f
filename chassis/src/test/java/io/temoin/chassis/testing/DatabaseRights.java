// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What no role of a running service can do to its databases, tried with each role's own password:
 * choose an event's place in the feed, move somebody else's checkpoint, take a destruction back,
 * look into a database that is not its own.
 */
public final class DatabaseRights {

    private static final String REFUSED = "42501";
    private static final String DESTROYED_STAYS_DESTROYED = "TM003";

    private static final String TENANT = TenantSetting.ofSession("helios");

    private static final String EVENT_COLUMNS =
            "tenant, stream, version, type, type_version, payload, metadata, command_id, ordinal,"
                    + " recorded_at";

    private static final String EVENT_VALUES =
            "'helios', 'x-1', 1, 'Forged', 1, '{}', '{}', gen_random_uuid(), 0, now()";

    private static final List<String> NEITHER_APP_NOR_FEED =
            List.of(
                    forged("transaction_id", "'1'::xid8"),
                    forged("written_at", "now() - interval '1 day'"),
                    "insert into event ("
                            + EVENT_COLUMNS
                            + ", global_position)"
                            + " overriding system value values ("
                            + EVENT_VALUES
                            + ", 1)",
                    "update event set transaction_id = '1'::xid8",
                    "update event set payload = '{}'",
                    "delete from event",
                    "truncate event",
                    "alter table event disable row level security",
                    "insert into feed_checkpoint values ('x', '1'::xid8, 1, now(), 'x')",
                    "update feed_checkpoint set kept_by = current_user",
                    "update feed_checkpoint set reader = 'kafka'",
                    "delete from feed_checkpoint",
                    "truncate feed_checkpoint",
                    "alter table feed_checkpoint disable row level security",
                    "insert into flyway_schema_history select * from flyway_schema_history");

    private enum Role {
        OWNER("quarkus.flyway", "quarkus.datasource"),
        APP("quarkus.datasource", "quarkus.datasource"),
        FEED("quarkus.datasource.feed", "quarkus.datasource"),
        KEYS_OWNER("quarkus.flyway.keys", "quarkus.datasource.keys"),
        KEYS("quarkus.datasource.keys", "quarkus.datasource.keys");

        private final String account;
        private final String database;

        Role(String account, String database) {
            this.account = account;
            this.database = database;
        }

        Connection connect() throws SQLException {
            return connect(address());
        }

        Connection connectTo(String otherDatabase) throws SQLException {
            return connect(address().replaceFirst("/[^/?]+\\?", "/" + otherDatabase + "?"));
        }

        private String address() {
            return config().getValue(database + ".jdbc.url", String.class);
        }

        private Connection connect(String address) throws SQLException {
            return DriverManager.getConnection(
                    address,
                    config().getValue(account + ".username", String.class),
                    config().getValue(account + ".password", String.class));
        }

        private static Config config() {
            return ConfigProvider.getConfig();
        }
    }

    private DatabaseRights() {}

    /** Asserts all of it against the databases of the service under test. */
    public static void areNarrow() throws SQLException {
        for (String statement : NEITHER_APP_NOR_FEED) {
            assertRefused(Role.APP, statement, REFUSED);
            assertRefused(Role.FEED, statement, REFUSED);
        }
        assertRefused(
                Role.FEED,
                "insert into event (" + EVENT_COLUMNS + ") values (" + EVENT_VALUES + ")",
                REFUSED);
        for (String statement :
                List.of(
                        "delete from quota",
                        "truncate quota",
                        "insert into quota values ('boreal', 'x', 'y', now())",
                        "alter table quota disable row level security")) {
            assertRefused(Role.APP, statement, REFUSED);
        }
        for (String statement :
                List.of(
                        "insert into quota values ('helios', 'x', 'y', now())",
                        "update quota set whole_at = now()",
                        "truncate quota")) {
            assertRefused(Role.FEED, statement, REFUSED);
        }
        checkpointsBelongToTheirRole();
        destroyedKeysStayDestroyed();
        noDatabaseButTheirOwn();
    }

    private static void checkpointsBelongToTheirRole() throws SQLException {
        assertRefused(Role.APP, checkpoint("kafka"), REFUSED);
        assertThat(moved(Role.APP, "kafka")).isZero();
        String ofFeed = "feed-" + UUID.randomUUID();
        String ofApp = "app-" + UUID.randomUUID();
        run(Role.FEED, checkpoint(ofFeed));
        run(Role.APP, checkpoint(ofApp));
        assertThat(moved(Role.FEED, ofFeed)).isEqualTo(1);
        assertThat(moved(Role.APP, ofApp)).isEqualTo(1);
        assertThat(moved(Role.APP, ofFeed)).isZero();
        assertThat(moved(Role.FEED, ofApp)).isZero();
        assertRefused(Role.APP, checkpoint(ofFeed), REFUSED);
        assertRefused(Role.FEED, checkpoint(ofApp), REFUSED);
        run(
                Role.OWNER,
                "delete from feed_checkpoint where reader in ('" + ofFeed + "', '" + ofApp + "')");
    }

    private static void destroyedKeysStayDestroyed() throws SQLException {
        String scope = "subject/" + UUID.randomUUID();
        String where = " where tenant = 'helios' and scope = '" + scope + "'";
        run(
                Role.KEYS,
                "insert into shreddable_key (tenant, scope, created_at, destroyed_at, basis)"
                        + " values ('helios', '%s', now(), now(), 'test')".formatted(scope));
        for (Role role : List.of(Role.KEYS, Role.KEYS_OWNER)) {
            for (String change :
                    List.of(
                            "wrapped = '\\x00', destroyed_at = null",
                            "destroyed_at = now() + interval '1 day'",
                            "basis = 'another'")) {
                assertRefused(
                        role,
                        "update shreddable_key set " + change + where,
                        DESTROYED_STAYS_DESTROYED);
            }
        }
        assertRefused(
                Role.KEYS_OWNER, "delete from shreddable_key" + where, DESTROYED_STAYS_DESTROYED);
        assertRefused(
                Role.KEYS_OWNER,
                "update shreddable_key set scope = scope || 'x'" + where,
                DESTROYED_STAYS_DESTROYED);
        for (String statement :
                List.of(
                        "delete from shreddable_key" + where,
                        "update shreddable_key set scope = scope || 'x'" + where,
                        "update shreddable_key set key_id = gen_random_uuid()" + where,
                        "truncate shreddable_key",
                        "alter table shreddable_key disable trigger all",
                        "update key_epoch set destroyed_at = null",
                        "delete from key_epoch")) {
            assertRefused(Role.KEYS, statement, REFUSED);
        }
    }

    private static void noDatabaseButTheirOwn() {
        for (Role role : Role.values()) {
            for (String database : List.of("postgres", "template1")) {
                assertThatThrownBy(() -> role.connectTo(database).close())
                        .as("%s connects to %s", role, database)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refusal -> assertThat(refusal.getSQLState()).isEqualTo(REFUSED));
            }
        }
    }

    private static String forged(String column, String value) {
        return "insert into event (%s, %s) values (%s, %s)"
                .formatted(EVENT_COLUMNS, column, EVENT_VALUES, value);
    }

    private static String checkpoint(String reader) {
        return "insert into feed_checkpoint (reader, transaction_id, global_position, saved_at)"
                + " values ('%s', '1'::xid8, 1, now())".formatted(reader)
                + " on conflict (reader) do update set global_position = 9000000000";
    }

    private static int moved(Role role, String reader) throws SQLException {
        try (Connection connection = role.connect();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(
                    "update feed_checkpoint set global_position = 9000000000 where reader = '%s'"
                            .formatted(reader));
        }
    }

    private static void run(Role role, String sql) throws SQLException {
        try (Connection connection = role.connect();
                var statement = connection.createStatement()) {
            statement.execute(TENANT);
            statement.execute(sql);
        }
    }

    private static void assertRefused(Role role, String sql, String state) {
        assertThatThrownBy(() -> run(role, sql))
                .as("%s: %s", role, sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal ->
                                assertThat(refusal.getSQLState())
                                        .as("%s: %s: %s", role, sql, refusal.getMessage())
                                        .isEqualTo(state));
    }
}
