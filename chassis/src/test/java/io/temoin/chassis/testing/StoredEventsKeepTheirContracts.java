// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * After each test of a service, whatever it tests: every event that the service has stored since
 * the last one keeps its contract. What is stored is what is published (ADR 0008), so this covers
 * the topic as well. JUnit finds it through {@code META-INF/services}; no test names it.
 *
 * <p>A job of the service may store an event while the next test runs, which is then the one that
 * fails; the message says which event it was.
 */
public final class StoredEventsKeepTheirContracts
        implements QuarkusTestAfterEachCallback, QuarkusTestAfterAllCallback {

    /** Where the events are; {@code ServiceComponents} sets both when it starts. */
    private static final String DATABASE = "temoin.test.events.database";

    private static final String SERVICE = "temoin.test.events.service";

    /** Events of transactions that still run are left to the next look, in the feed's order. */
    private static final String NEXT =
            """
            select e.transaction_id::text as transaction, e.global_position, e.stream, e.version,
              e.type, e.type_version, e.payload
            from event e
            where (e.transaction_id, e.global_position) > (?::xid8, ?)
              and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
              and e.payload -> 'redacted' is null
            order by e.transaction_id, e.global_position""";

    private static final int VALID_WITHIN_SECONDS = 5;
    private static final Map<String, EventContract> CONTRACTS = new ConcurrentHashMap<>();

    private record Position(String database, String transaction, long position) {}

    private static @Nullable Position checked;
    private static @Nullable Connection open;
    private static String openedTo = "";

    /** Made by JUnit. */
    public StoredEventsKeepTheirContracts() {}

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        check();
    }

    @Override
    public void afterAll(QuarkusTestContext context) {
        check();
    }

    /** Looks at what was stored since the last look. */
    public static synchronized void check() {
        String database = System.getProperty(DATABASE);
        if (database == null) {
            return; // a test without a database of its own
        }
        Position from =
                checked != null && checked.database().equals(database)
                        ? checked
                        : new Position(database, "0", 0);
        List<String> violations = new ArrayList<>();
        try (PreparedStatement next = connection(database).prepareStatement(NEXT)) {
            next.setString(1, from.transaction());
            next.setLong(2, from.position());
            try (ResultSet events = next.executeQuery()) {
                while (events.next()) {
                    from =
                            new Position(
                                    database,
                                    events.getString("transaction"),
                                    events.getLong("global_position"));
                    violations.addAll(violations(events));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the stored events cannot be read", failure);
        }
        checked = from;
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    "Events were stored that break their contract:\n"
                            + String.join("\n", violations));
        }
    }

    /** Kept for the next test: hundreds of them would otherwise each wait for one of its own. */
    private static Connection connection(String database) throws SQLException {
        Connection kept = open;
        if (kept != null && openedTo.equals(database) && kept.isValid(VALID_WITHIN_SECONDS)) {
            return kept;
        }
        if (kept != null) {
            kept.close();
        }
        Connection connection = DriverManager.getConnection(database);
        open = connection;
        openedTo = database;
        return connection;
    }

    private static List<String> violations(ResultSet event) throws SQLException {
        String type =
                "io.temoin."
                        + System.getProperty(SERVICE)
                        + "."
                        + event.getString("type")
                        + ".v"
                        + event.getInt("type_version");
        String where =
                type + " in " + event.getString("stream") + " at " + event.getLong("version");
        if (!ContractFiles.eventTypes().contains(type)) {
            return List.of(where + ": has no contract");
        }
        String payload = event.getString("payload");
        return CONTRACTS.computeIfAbsent(type, EventContract::of).violations(payload).stream()
                .map(violation -> where + ": " + violation + "\n  " + payload)
                .toList();
    }
}
