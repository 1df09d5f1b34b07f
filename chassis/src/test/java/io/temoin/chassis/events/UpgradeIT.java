// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.ChassisDatabase;
import io.temoin.platform.ServiceDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is in use takes what the chassis adds below the service's own migrations. */
class UpgradeIT {

    private static final ServiceDatabase DATABASE =
            ServiceDatabase.create(
                    ChassisDatabase.start().components().postgres(),
                    "retention",
                    ServiceDatabase.Passwords.generated());

    @TempDir Path folder;

    @Test
    void parkedMessagesOfBeforeAreSeenWithinTheirTenant() throws Exception {
        Path before = Files.createDirectory(folder.resolve("before"));
        Path service = Files.createDirectory(folder.resolve("service"));
        copy("db/events/V0001__events.sql", before);
        copy("db/parked/V0100__relay_and_parked_messages.sql", before);
        Files.writeString(service.resolve("V1000__own.sql"), "create table own (id int);");
        migrate("filesystem:" + before, "filesystem:" + service);
        ask(
                "retention_feed",
                DATABASE.passwords().feed(),
                """
                insert into parked_message (consumer, message_key, topic, kafka_partition,
                  kafka_offset, tenant, headers, payload, reason, parked_at)
                values ('c', 'helios/x-1', 't', 0, 7, 'helios', '{}', '', 'R', now())
                returning 1""");

        migrate("classpath:db/events", "classpath:db/parked", "filesystem:" + service);

        assertThat(countedIn("helios")).isEqualTo(1);
        assertThat(countedIn("boreal")).isZero();
    }

    private static int countedIn(String tenant) throws SQLException {
        return ask(
                "retention_app",
                DATABASE.passwords().app(),
                "select set_config('temoin.tenant', '%s', false); select count(*) from parked_message"
                        .formatted(tenant));
    }

    /** The number that the last statement says. */
    private static int ask(String user, String password, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), user, password);
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            int last = -1;
            while (rows) {
                try (var result = statement.getResultSet()) {
                    result.next();
                    last = Integer.parseInt("0" + result.getString(1).replaceAll("\\D", ""));
                }
                rows = statement.getMoreResults();
            }
            return last;
        }
    }

    private static void migrate(String... locations) throws IOException {
        Flyway.configure()
                .dataSource(url(), "retention_owner", DATABASE.passwords().owner())
                .locations(locations)
                .outOfOrder(
                        Boolean.parseBoolean(settings().getProperty("quarkus.flyway.out-of-order")))
                .placeholders(Map.of("app", "retention_app", "feed", "retention_feed"))
                .load()
                .migrate();
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream file = resource("META-INF/microprofile-config.properties")) {
            settings.load(file);
        }
        return settings;
    }

    private static void copy(String migration, Path folder) throws IOException {
        try (InputStream file = resource(migration)) {
            Files.copy(file, folder.resolve(Path.of(migration).getFileName()));
        }
    }

    /** Several modules have settings; these are the chassis' own. */
    private static InputStream resource(String name) throws IOException {
        var urls = UpgradeIT.class.getClassLoader().getResources(name);
        while (urls.hasMoreElements()) {
            var url = urls.nextElement();
            if (!name.startsWith("META-INF") || url.getPath().contains("/chassis/")) {
                return url.openStream();
            }
        }
        throw new IOException(name + " is missing");
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + DATABASE.port() + "/retention";
    }
}
