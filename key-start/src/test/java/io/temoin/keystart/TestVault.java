// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.keyproviders.VaultServer;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A key provider, and the settings of a service that uses it. */
public final class TestVault implements AutoCloseable {

    private static final class NoWait implements StartWait {

        @Override
        public void pause(KeyProviderUnavailable why, Duration pause) {
            throw why;
        }

        @Override
        public void end() {}
    }

    private final VaultServer server = new VaultServer();
    private final Path token;

    /** Starts it; the token is in a file of this folder. */
    public TestVault(Path folder) {
        token = write(folder.resolve("vault-token"), VaultServer.TOKEN);
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

    /** Takes the token that the service has for its own from now on, or refuses it. */
    void accept(boolean accepted) {
        write(token, accepted ? VaultServer.TOKEN : "withdrawn");
    }

    /** Providers by these settings, where a call may take this long and a start waits for none. */
    public KeyProviders providers(Duration timeout) {
        return providers(timeout, new NoWait());
    }

    /** The same for a start that waits. */
    KeyProviders providers(Duration timeout, StartWait wait) {
        Map<String, String> all = new HashMap<>(settings());
        all.put("temoin.key-provider.timeout", timeout.toString());
        return providersOf(all, wait);
    }

    /** Providers by the default settings: none. */
    public static KeyProviders none() {
        return providersOf(Map.of());
    }

    /** Providers by these settings alone. */
    static KeyProviders providersOf(Map<String, String> settings) {
        return providersOf(settings, new NoWait());
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static KeyProviders providersOf(Map<String, String> settings, StartWait wait) {
        return new KeyProviders(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withSources(new PropertiesConfigSource(settings, "test", 400))
                        .withDefaultValue("temoin.service", "test")
                        .withMapping(KeyProviderConfig.class)
                        .build()
                        .getConfigMapping(KeyProviderConfig.class),
                Clock.systemUTC(),
                wait);
    }

    @Override
    public void close() {
        server.close();
    }

    /** Something worth sealing. */
    static byte[] secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 'S');
        return secret;
    }
}
