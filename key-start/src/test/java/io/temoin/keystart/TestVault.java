// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.keyproviders.VaultServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A key provider, and the settings of a service that uses it. */
public final class TestVault implements AutoCloseable {

    private final VaultServer server = new VaultServer();
    private final Path token;

    /** Starts it; the token is in a file of this folder. */
    public TestVault(Path folder) {
        try {
            token = Files.writeString(folder.resolve("vault-token"), VaultServer.TOKEN);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The server. */
    public VaultServer server() {
        return server;
    }

    /** What a service is given, as environment or system properties. */
    public Map<String, String> settings() {
        return Map.of(
                "temoin.key-provider.type", "vault",
                "temoin.key-provider.vault.address", server.address().toString(),
                "temoin.key-provider.vault.token-file", token.toString());
    }

    /** Providers by these settings, where a call may take this long. */
    public KeyProviders providers(Duration timeout) {
        Map<String, String> all = new HashMap<>(settings());
        all.put("temoin.key-provider.timeout", timeout.toString());
        return providersOf(all);
    }

    /** Providers by the default settings: none. */
    public static KeyProviders none() {
        return providersOf(Map.of());
    }

    private static KeyProviders providersOf(Map<String, String> settings) {
        return new KeyProviders(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withSources(new PropertiesConfigSource(settings, "test", 400))
                        .withDefaultValue("temoin.service", "test")
                        .withMapping(KeyProviderConfig.class)
                        .build()
                        .getConfigMapping(KeyProviderConfig.class),
                Clock.systemUTC());
    }

    @Override
    public void close() {
        server.close();
    }
}
