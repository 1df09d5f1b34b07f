// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the tests of one service what it stands on: its databases, the suite's topics and a key for
 * {@link TestTokens}. Use it with the name of the service:
 *
 * <pre>{@code
 * @QuarkusTestResource(value = ServiceComponents.class, initArgs = @ResourceArg(name = "service", value = "consent"))
 * }</pre>
 *
 * <p>PostgreSQL and Kafka start once per test JVM ({@link TestServers}); each application of it
 * begins without anything of the one before.
 */
public final class ServiceComponents implements QuarkusTestResourceLifecycleManager {

    /** The bytes 0 to 31, as consent-service would share them: tests know the pseudonyms. */
    private static final String PERSON_KEY =
            """
            {"service": "consent", "check": "cef3f9e8d26f6a5a8e149e604ca692be",
             "secret": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}
            """;

    private String service = "";
    private @Nullable Path folder;

    /** Called by Quarkus, which makes its test resources by reflection. */
    public ServiceComponents() {}

    @Override
    public void init(Map<String, String> arguments) {
        var named = arguments.get("service");
        if (named == null) {
            throw new IllegalArgumentException("ServiceComponents needs the argument 'service'.");
        }
        service = named;
    }

    @Override
    public Map<String, String> start() {
        var servers = TestServers.ofThisJvm();
        servers.createTopicsAnew();
        var database =
                ServiceDatabase.createAnew(
                        servers.postgres(), service, ServiceDatabase.Passwords.generated());
        var files = newFolder(servers.folder());
        folder = files;
        var settings = new HashMap<>(database.environmentOfOwners());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        settings.put("kafka.bootstrap.servers", servers.bootstrapServers());
        settings.put("temoin.keyset-file", files.resolve("keyset.json").toString());
        settings.put("temoin.person-key-file", writePersonKey(files).toString());
        settings.put("TEMOIN_BLOB_DIRECTORY", files.resolve("blobs").toString());
        settings.put("quarkus.oidc.public-key", TestKey.publicHalf());
        settings.put("quarkus.devservices.enabled", "false");
        // Read after each test, in whatever class loader it runs: does what is stored keep its
        // contract?
        System.setProperty("temoin.test.events.database", database.readingAllEvents());
        System.setProperty("temoin.test.events.service", service);
        return settings;
    }

    /**
     * The same for a service in a process of its own: settings by the names that they have in its
     * environment. What is started ends with this JVM.
     */
    public static Map<String, String> environmentOf(String service) {
        var components = new ServiceComponents();
        components.init(Map.of("service", service));
        return components.start().entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                setting -> environmentName(setting.getKey()),
                                Map.Entry::getValue,
                                // Some have both names already.
                                (_, later) -> later));
    }

    private static String environmentName(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Override
    public void stop() {
        System.clearProperty("temoin.test.events.database");
        if (folder != null) {
            PostgresServer.deleteTree(folder);
        }
    }

    private static Path writePersonKey(Path folder) {
        Path file = folder.resolve("person-key.json");
        try {
            Secrets.write(file, PERSON_KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static Path newFolder(Path parent) {
        try {
            return Files.createTempDirectory(parent, "application-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
