// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.ChassisDatabase;
import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
    void aMigrationOfTheChassisMayBeLowerThanTheServicesOwn() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path added = Files.createDirectory(folder.resolve("added"));
        Files.writeString(own.resolve("V1000__own.sql"), "create table own (id int);");
        Files.writeString(added.resolve("V0999__added.sql"), "create table added (id int);");
        migrate("classpath:db/events", "classpath:db/parked", "filesystem:" + own);

        migrate(
                "classpath:db/events",
                "classpath:db/parked",
                "filesystem:" + own,
                "filesystem:" + added);

        assertThat(tables()).contains("own", "added");
    }

    private static List<String> tables() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                url(), "retention_owner", DATABASE.passwords().owner());
                var found = connection.getMetaData().getTables(null, "public", null, null)) {
            var names = new ArrayList<String>();
            while (found.next()) {
                names.add(found.getString("TABLE_NAME"));
            }
            return names;
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
        try (var file =
                Files.newInputStream(
                        SourceTree.root()
                                .resolve(
                                        "chassis/src/main/resources/META-INF/microprofile-config.properties"))) {
            settings.load(file);
        }
        return settings;
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + DATABASE.port() + "/retention";
    }
}
