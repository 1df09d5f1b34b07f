// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.FreePorts;
import io.temoin.platform.QuarkusApplication;
import io.temoin.shredding.keys.LocalKeyset;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start in production that is refused has not touched anything: database and broker are two
 * sockets here that count who comes.
 *
 * <p>One that is not refused goes on for ever, with progress: hence the timeout.
 */
@Timeout(300)
class RefusedStartIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PASSWORD = "a-long-enough-password";

    @TempDir private Path folder;
    private Door database;
    private Door broker;

    @BeforeEach
    void listen() throws IOException {
        database = new Door();
        broker = new Door();
    }

    @AfterEach
    void close() throws IOException {
        database.close();
        broker.close();
    }

    @Test
    void forAnInsecureSettingBeforeAnythingIsConnectedTo() throws IOException {
        Path keyset = folder.resolve("keyset.json");
        LocalKeyset.create(keyset, Instant.parse("2026-11-27T11:00:00Z"));
        assertThat(
                        refusal(
                                Map.of(
                                        "TEMOIN_DB_APP_PASSWORD",
                                        "short",
                                        "TEMOIN_KEYSET_FILE",
                                        keyset.toString())))
                .contains("This configuration is not safe for production")
                .contains("TEMOIN_DB_APP_PASSWORD must be set to at least 16 characters");
        assertNobodyCame();
    }

    @Test
    void forAMissingKeysetBeforeAnythingIsConnectedTo() throws IOException {
        Path missing = folder.resolve("keyset.json");
        assertThat(
                        refusal(
                                Map.of(
                                        "TEMOIN_ALLOW_INSECURE",
                                        "true",
                                        "TEMOIN_KEYSET_FILE",
                                        missing.toString())))
                .contains("There is no keyset at " + missing)
                .contains("create-keyset");
        assertNobodyCame();
        assertThat(missing).doesNotExist();
    }

    private void assertNobodyCame() {
        assertThat(database.visitors()).as("connections to the database").isZero();
        assertThat(broker.visitors()).as("connections to the broker").isZero();
    }

    /** The log of a start that ends by itself, with 1. */
    private String refusal(Map<String, String> settings) throws IOException {
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
        environment.putAll(settings);
        Path log = folder.resolve("consent.log");
        ChildProcess process =
                QuarkusApplication.of("consent-service", "consent-service")
                        .start(folder, List.of(), environment, log);
        try {
            assertThatExceptionOfType(ComponentFailure.class)
                    .isThrownBy(() -> process.await(LIMIT, () -> false))
                    .withMessageContaining("ended with code 1");
        } finally {
            process.kill();
        }
        return Files.readString(log);
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
