// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the tests of one service what it stands on: its databases, the suite's topics and a key for
 * {@link TestTokens}. Use it with the name of the service:
 *
 * <pre>{@code
 * @QuarkusTestResource(value = ServiceComponents.class, initArgs = @ResourceArg(name = "service", value = "consent"))
 * }</pre>
 *
 * <p>PostgreSQL and Kafka start once per test JVM, on data that is thrown away when it ends.
 */
public final class ServiceComponents implements QuarkusTestResourceLifecycleManager {

    private String service = "";
    private @Nullable ThrowAwayComponents components;

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
        var started = ThrowAwayComponents.start();
        components = started;
        Topics.create(started.kafka());
        var database =
                ServiceDatabase.create(
                        started.postgres(), service, ServiceDatabase.Passwords.generated());
        var settings = new HashMap<>(database.environmentOfOwners());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", started.kafka().bootstrapServers());
        settings.put("kafka.bootstrap.servers", started.kafka().bootstrapServers());
        settings.put("temoin.keyset-file", started.folder().resolve("keyset.json").toString());
        settings.put("TEMOIN_BLOB_DIRECTORY", started.folder().resolve("blobs").toString());
        settings.put("quarkus.oidc.public-key", TestKey.renew());
        settings.put("quarkus.devservices.enabled", "false");
        // Read after each test, in whatever class loader it runs: does what is stored keep its
        // contract?
        System.setProperty("temoin.test.events.database", database.readingAllEvents());
        System.setProperty("temoin.test.events.service", service);
        return settings;
    }

    @Override
    public void stop() {
        System.clearProperty("temoin.test.events.database");
        if (components != null) {
            components.close();
        }
    }
}
