// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * In front of moto, which encrypts with keys that are disabled or being deleted and decrypts under
 * any key: refuses that as the service documents (KMS API reference: Encrypt, Decrypt, Sign,
 * ScheduleKeyDeletion, "Key states"). It also signs digests, which moto hashes once more, with keys
 * of its own in the place of moto's.
 */
public final class StrictKms implements AutoCloseable {

    /** What becomes of its answers. */
    public enum Fault {
        NONE,
        /** Each key is disabled. */
        DISABLED,
        /** A page that some proxy on the way has for failures, as a success. */
        NO_JSON,
        /** Well-formed, with other bytes than those of the key that was asked for. */
        OTHER_BYTES,
        /** The connection ends in the middle. */
        TRUNCATED
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "TrentService.";

    private final HttpClient client = HttpClient.newHttpClient();
    private final LocalServer server = new LocalServer("/", this::handle);
    private final Map<String, KeyPair> pairs = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final URI behind;
    private volatile Fault fault = Fault.NONE;
    private volatile Duration slowness = Duration.ZERO;

    /** In front of the moto with this address. */
    public StrictKms(URI behind) {
        this.behind = behind;
    }

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    /** Answers so from now on. */
    public void is(Fault next) {
        fault = next;
    }

    /** Answers so much later from now on. */
    public void slow(Duration next) {
        slowness = next;
    }

    /** Whether somebody waits for an answer. */
    public boolean isAsked() {
        return waiting.get() > 0;
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow(); // what moto, hanging, has not answered is not waited for
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            waitFor(slowness);
            String action =
                    exchange.getRequestHeaders()
                            .getFirst("X-Amz-Target")
                            .substring(SERVICE.length());
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String refusal = refusal(action, body, authorization);
            String own = refusal == null ? ownAnswer(action, body) : null;
            if (own != null) {
                send(exchange, 200, own);
                return;
            }
            HttpResponse<String> answer =
                    refusal == null ? call(action, body, authorization) : null;
            if (answer != null && action.equals("Decrypt") && isOfAnotherKey(body, answer.body())) {
                refusal = "IncorrectKeyException";
            }
            send(
                    exchange,
                    refusal == null ? answer.statusCode() : 400,
                    refusal == null
                            ? answer.body()
                            : JSON.writeValueAsString(
                                    Map.of("__type", refusal, "message", "as documented")));
        }
    }

    private void waitFor(Duration pause) {
        waiting.incrementAndGet();
        LockSupport.parkNanos(pause.toNanos());
        waiting.decrementAndGet();
    }

    private @Nullable String refusal(String action, String body, String authorization)
            throws IOException {
        if (!action.equals("Encrypt")
                && !action.equals("Decrypt")
                && !action.equals("Sign")
                && !action.equals("ScheduleKeyDeletion")) {
            return null;
        }
        if (fault == Fault.DISABLED) {
            return "DisabledException";
        }
        String key = JSON.readTree(body).path("KeyId").asText();
        JsonNode described =
                JSON.readTree(
                        call(
                                        "DescribeKey",
                                        JSON.writeValueAsString(Map.of("KeyId", key)),
                                        authorization)
                                .body());
        return switch (described.path("KeyMetadata").path("KeyState").asText()) {
            case "PendingDeletion" -> "KMSInvalidStateException";
            case "Disabled" -> action.equals("ScheduleKeyDeletion") ? null : "DisabledException";
            default -> null;
        };
    }

    private @Nullable String ownAnswer(String action, String body) throws IOException {
        JsonNode asked = JSON.readTree(body);
        String key = asked.path("KeyId").asText();
        try {
            return switch (action) {
                case "GetPublicKey" ->
                        JSON.writeValueAsString(
                                Map.of(
                                        "KeyId",
                                        key,
                                        "PublicKey",
                                        pair(key).getPublic().getEncoded()));
                case "Sign" ->
                        JSON.writeValueAsString(Map.of("KeyId", key, "Signature", signed(asked)));
                default -> null;
            };
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private byte[] signed(JsonNode asked) throws GeneralSecurityException, IOException {
        if (!asked.path("MessageType").asText().equals("DIGEST")
                || !asked.path("SigningAlgorithm").asText().equals("ECDSA_SHA_256")) {
            throw new IllegalStateException("not what this server has: " + asked);
        }
        Signature signature = Signature.getInstance("NONEwithECDSA");
        signature.initSign(pair(asked.path("KeyId").asText()).getPrivate());
        signature.update(asked.path("Message").binaryValue());
        return signature.sign();
    }

    private KeyPair pair(String key) {
        return pairs.computeIfAbsent(
                key,
                _ -> {
                    try {
                        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                        generator.initialize(new ECGenParameterSpec("secp256r1"));
                        return generator.generateKeyPair();
                    } catch (GeneralSecurityException failure) {
                        throw new IllegalStateException(failure);
                    }
                });
    }

    private static boolean isOfAnotherKey(String asked, String answered) throws IOException {
        JsonNode answer = JSON.readTree(answered);
        return answer.has("KeyId")
                && !answer.path("KeyId")
                        .asText()
                        .endsWith(JSON.readTree(asked).path("KeyId").asText());
    }

    private HttpResponse<String> call(String action, String body, String authorization)
            throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(behind)
                            .header("X-Amz-Target", SERVICE + action)
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .header("Authorization", authorization)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private void send(HttpExchange exchange, int status, String answer) throws IOException {
        String body =
                switch (fault) {
                    case NONE, DISABLED, TRUNCATED -> answer;
                    case NO_JSON -> "<html>The service is being maintained.</html>";
                    case OTHER_BYTES -> withOtherBytes(answer);
                };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody()
                .write(bytes, 0, fault == Fault.TRUNCATED ? bytes.length / 2 : bytes.length);
    }

    private static String withOtherBytes(String answer) throws IOException {
        ObjectNode changed = (ObjectNode) JSON.readTree(answer);
        for (String member : List.of("Plaintext", "CiphertextBlob", "Signature")) {
            if (changed.has(member)) {
                byte[] bytes = changed.path(member).binaryValue();
                bytes[bytes.length - 1] ^= 1;
                changed.put(member, bytes);
            }
        }
        return changed.toString();
    }
}
