// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.StartupEvent;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The keys consent-service signs its receipts with. Fetched once, and again for a key id that is
 * not known, at most once per {@link RecordingConfig.Receipt#refresh}: from then on receipts are
 * verified without consent-service. Blocks; safe for concurrent use.
 */
@ApplicationScoped
public class ReceiptKeys {

    private static final Logger LOG = Logger.getLogger(ReceiptKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int OK = 200;

    private final RecordingConfig.Receipt config;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile Map<String, Key> keys = Map.of();
    private @Nullable Long askedAt;

    ReceiptKeys(RecordingConfig config) {
        this.config = config.receipt();
    }

    void warmUp(@Observes StartupEvent event) {
        Thread.ofVirtual().name("receipt-keys").start(() -> askFor(""));
    }

    /**
     * The key of this id; empty when consent-service does not publish one. A known key is found
     * without waiting for anybody, also while another is being asked for.
     *
     * @throws ReceiptKeysUnavailable when no key is known yet and consent-service cannot be asked
     */
    Optional<Key> find(String id) {
        Key known = keys.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        askFor(id);
        if (keys.isEmpty()) {
            throw new ReceiptKeysUnavailable();
        }
        return Optional.ofNullable(keys.get(id));
    }

    private synchronized void askFor(String id) {
        if (!keys.containsKey(id) && due()) {
            askedAt = System.nanoTime();
            refresh();
        }
    }

    /** Made-up key ids must not make this service ask without end. */
    private boolean due() {
        Duration pause = keys.isEmpty() ? FIRST_PAUSE : config.refresh();
        return askedAt == null || System.nanoTime() - askedAt >= pause.toNanos();
    }

    private void refresh() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(config.jwksUrl()).timeout(PATIENCE).GET().build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IOException("status " + answer.statusCode());
            }
            keys = read(answer.body());
        } catch (IOException | JoseException failure) {
            LOG.warnf("the keys for verifying receipts cannot be fetched: %s", failure.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Key> read(String jwks) throws JoseException {
        Map<String, Key> read = new HashMap<>();
        for (JsonWebKey key : new JsonWebKeySet(jwks).getJsonWebKeys()) {
            if (key.getKeyId() != null) {
                read.put(key.getKeyId(), key.getKey());
            }
        }
        return read;
    }
}
