// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.recording.RecordingConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server that counts, answers, or is gone. */
class ReceiptKeysTest {

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void publish() throws Exception {
        OctetKeyPairJsonWebKey key =
                new OctetKeyPairJsonWebKey(
                        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
        key.setKeyId("known");
        byte[] keys =
                new JsonWebKeySet(key)
                        .toJson(OutputControlLevel.PUBLIC_ONLY)
                        .getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/keys",
                exchange -> {
                    try (exchange) {
                        asked.incrementAndGet();
                        exchange.sendResponseHeaders(status, keys.length);
                        exchange.getResponseBody().write(keys);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void areFetchedOnceAndGoodWithoutConsentServiceFromThenOn() {
        // Given
        ReceiptKeys keys = new ReceiptKeys(config());
        assertThat(keys.find("known")).isPresent();

        // When
        server.stop(0);

        // Then
        assertThat(keys.find("known")).isPresent();
        assertThat(keys.find("made-up")).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void areNotAskedForAgainForEveryMadeUpId() {
        ReceiptKeys keys = new ReceiptKeys(config());
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("made-up-" + i)).isEmpty();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void areUnavailableUntilConsentServiceAnswered() {
        status = 500;
        ReceiptKeys keys = new ReceiptKeys(config());
        assertThatThrownBy(() -> keys.find("known")).isInstanceOf(ReceiptKeysUnavailable.class);
    }

    @Test
    void wantTlsInProduction() throws IOException {
        assertThat(new ReceiptKeysCheck(config()).complaint()).isPresent();
        assertThat(new ReceiptKeysCheck(config("https://consent/v1/keys")).complaint()).isEmpty();
    }

    /** Keys that were never fetched, of a consent-service that cannot be reached. */
    static ReceiptKeys unreachable() {
        return new ReceiptKeys(config("http://127.0.0.1:1/v1/keys"));
    }

    private RecordingConfig config() {
        return config("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/keys");
    }

    private static RecordingConfig config(String url) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RecordingConfig.class)
                .withDefaultValue("temoin.recording.receipt.jwks-url", url)
                .build()
                .getConfigMapping(RecordingConfig.class);
    }
}
