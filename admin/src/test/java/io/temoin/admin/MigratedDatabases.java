// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;

/** The two databases of a service, made by the migrations that its own settings name. */
final class MigratedDatabases {

    private static final String SHARED =
            "chassis/src/main/resources/META-INF/microprofile-config.properties";

    private final ServiceName service;
    private final ServiceDatabase database;

    MigratedDatabases(ServiceName service) {
        this.service = service;
        var passwords = ServiceDatabase.Passwords.generated();
        database =
                ServiceDatabase.create(StoreDatabases.ONE.server(), service.shortName(), passwords);
        migrate(service.shortName(), Role.OWNER, passwords.owner(), "quarkus.flyway", "_app");
        migrate(
                service.shortName() + "_keys",
                Role.KEYS_OWNER,
                passwords.keysOwner(),
                "quarkus.flyway.keys",
                "_keys");
    }

    Database connect(Role role) {
        return new Installation(service, database.environmentOfOwners()).connect(role);
    }

    private void migrate(String name, Role owner, String password, String settings, String app) {
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(database.port(), name),
                        owner.user(service),
                        password)
                .locations(locations(settings + ".locations"))
                .placeholders(
                        Map.of(
                                "app", service.shortName() + app,
                                "feed", service.shortName() + "_feed"))
                .load()
                .migrate();
    }

    private String[] locations(String setting) {
        var own = service.shortName() + "-service/src/main/resources/application.properties";
        var value = setting(own, setting, setting(SHARED, setting, ""));
        return Arrays.stream(value.split(",", -1))
                .map(location -> location.replace("${temoin.service}", service.shortName()))
                .map(location -> "filesystem:" + folder("src/main/resources/" + location))
                .toArray(String[]::new);
    }

    private static String setting(String file, String name, String otherwise) {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(SourceTree.root().resolve(file))) {
            properties.load(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties.getProperty(name, otherwise);
    }

    /** In whichever module it is. */
    private static Path folder(String location) {
        try (var modules = Files.list(SourceTree.root())) {
            return modules.map(module -> module.resolve(location))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no module has " + location));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
