// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.FreePorts;
import io.temoin.platform.QuarkusApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A start in production that is refused has not touched anything: database, broker and key provider
 * are sockets here that count who comes. It has the passwords of the schemas' owners, with which it
 * would migrate.
 *
 * <p>One that is not refused goes on for ever, with progress: hence the timeout.
 */
@Timeout(300)
class RefusedStartIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PASSWORD = "a-long-enough-password";
    private static final String KEYSET = "TEMOIN_KEYSET_FILE";
    private static final String PIN = "TEMOIN_KEY_PROVIDER_PKCS11_PIN_FILE";

    @TempDir private static Path first;
    @TempDir private Path folder;
    private Door database;
    private Door broker;
    private Door provider;

    /** Of any service: a keyset belongs to none before it has met a database. */
    @BeforeAll
    static void createKeyset() {
        QuarkusApplication.of("retention", "retention-service")
                .run(
                        first,
                        "create-keyset",
                        Map.of(KEYSET, keyset().toString()),
                        first.resolve("create-keyset.log"),
                        LIMIT);
    }

    private static Path keyset() {
        return first.resolve("keyset.json");
    }

    @BeforeEach
    void listen() throws IOException {
        database = new Door();
        broker = new Door();
        provider = new Door();
    }

    @AfterEach
    void close() throws IOException {
        database.close();
        broker.close();
        provider.close();
    }

    @Test
    void forAnInsecureSettingBeforeAnythingIsConnectedTo() throws IOException {
        assertThat(refusal("consent", Map.of("TEMOIN_DB_APP_PASSWORD", "short")))
                .contains("This configuration is not safe for production")
                .contains("TEMOIN_DB_APP_PASSWORD must be set to at least 16 characters");
        assertNobodyCame();
    }

    /**
     * Each kind of file once, missing or readable by others; the rest is in the tests of what reads
     * it. The message names the setting, and what to do.
     */
    @ParameterizedTest
    @CsvSource({
        "consent, TEMOIN_KEYSET_FILE, false, (TEMOIN_KEYSET_FILE), create-keyset",
        "consent, TEMOIN_SIGNING_KEY_FILE, false, (TEMOIN_SIGNING_KEY_FILE), create-signing-keys",
        "audit, TEMOIN_LOG_KEY_FILE, true, TEMOIN_LOG_KEY_FILE, chmod 600",
        "recording, TEMOIN_KEY_PROVIDER_PKCS11_PIN_FILE, true, pkcs11.pin-file, chmod 600",
        "retention, TEMOIN_KEY_PROVIDER_VAULT_TOKEN_FILE, false, vault.token-file, correct the setting"
    })
    void forAKeyFileBeforeAnythingIsConnectedTo(
            String service, String variable, boolean exists, String named, String mend)
            throws IOException {
        // Given
        Path file = folder.resolve("the-file");
        if (exists) {
            Files.writeString(file, "a-secret");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }

        // When
        String log = refusal(service, settings(variable, file));

        // Then
        assertNobodyCame();
        assertThat(log).contains(file.toString(), named, mend);
        assertThat(Files.exists(file)).isEqualTo(exists);
    }

    /** The job that migrates has no keys that sign. */
    @Test
    void forADatabaseThatIsNotThereAndNotForAKeyFileThatACommandDoesNotNeed() throws IOException {
        Map<String, String> environment =
                environment(settings("TEMOIN_LOG_KEY_FILE", folder.resolve("the-file")));
        Path log = folder.resolve("log");

        assertThatExceptionOfType(ComponentFailure.class)
                .isThrownBy(
                        () ->
                                QuarkusApplication.of("audit", "audit-service")
                                        .run(folder, "migrate", environment, log, LIMIT))
                .withMessageContaining("ended with code 1");

        assertThat(log).content().doesNotContain("TEMOIN_LOG_KEY_FILE");
        assertThat(database.visitors()).as("connections to the database").isPositive();
    }

    private Map<String, String> settings(String variable, Path file) {
        Map<String, String> settings = new HashMap<>();
        settings.put("TEMOIN_ALLOW_INSECURE", "true");
        settings.put(variable, file.toString());
        if (variable.equals(PIN)) {
            settings.put("TEMOIN_KEY_PROVIDER_TYPE", "pkcs11");
            settings.put("TEMOIN_KEY_PROVIDER_PKCS11_LIBRARY", keyset().toString());
        } else if (variable.contains("_VAULT_")) {
            settings.put("TEMOIN_KEY_PROVIDER_TYPE", "vault");
            settings.put(
                    "TEMOIN_KEY_PROVIDER_VAULT_ADDRESS", "http://127.0.0.1:" + provider.port());
        }
        return settings;
    }

    private void assertNobodyCame() {
        assertThat(database.visitors()).as("connections to the database").isZero();
        assertThat(broker.visitors()).as("connections to the broker").isZero();
        assertThat(provider.visitors()).as("connections to the key provider").isZero();
    }

    /** The log of a start that ends by itself, with 1. */
    private String refusal(String service, Map<String, String> settings) throws IOException {
        Path log = folder.resolve("log");
        ChildProcess process =
                QuarkusApplication.of(service, service + "-service")
                        .start(folder, List.of(), environment(settings), log);
        try {
            assertThatExceptionOfType(ComponentFailure.class)
                    .isThrownBy(() -> process.await(LIMIT, () -> false))
                    .withMessageContaining("ended with code 1");
        } finally {
            process.kill();
        }
        return Files.readString(log);
    }

    private Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_PROFILE", "prod");
        environment.put("TEMOIN_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(FreePorts.any()));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(FreePorts.any()));
        environment.put("TEMOIN_DB_HOST", "127.0.0.1");
        environment.put("TEMOIN_DB_PORT", String.valueOf(database.port()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + broker.port());
        environment.put("QUARKUS_OIDC_PUBLIC_KEY", somebodysKey());
        for (String role : List.of("APP", "FEED", "KEYS", "OWNER", "KEYS_OWNER")) {
            environment.put("TEMOIN_DB_" + role + "_PASSWORD", PASSWORD);
        }
        environment.put(KEYSET, keyset().toString());
        environment.putAll(settings);
        return environment;
    }

    /** Nobody sends a token here. */
    private static String somebodysKey() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            KeyPairGenerator.getInstance("RSA")
                                    .generateKeyPair()
                                    .getPublic()
                                    .getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts connections, and ends them. */
    private static final class Door implements AutoCloseable {

        private final ServerSocket socket =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger visitors = new AtomicInteger();
        private final Thread doorman = Thread.ofVirtual().start(this::count);

        Door() throws IOException {}

        int port() {
            return socket.getLocalPort();
        }

        int visitors() {
            return visitors.get();
        }

        private void count() {
            while (true) {
                try (Socket _ = socket.accept()) {
                    visitors.incrementAndGet();
                } catch (IOException _) {
                    return; // closed
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            doorman.interrupt();
        }
    }
}
