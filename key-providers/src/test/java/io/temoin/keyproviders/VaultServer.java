// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Speaks the documented HTTP API of Vault's and OpenBao's transit engine, and of the sign-ins that
 * the client uses, with their status codes and error texts (OpenBao 2.6): neither server can be had
 * from a package. Encryption and signatures are real.
 */
public final class VaultServer implements AutoCloseable {

    public static final String TOKEN = "token-of-the-tests";
    static final String ROLE = "temoin";
    static final String SECRET_ID = "secret-id-of-the-tests";
    static final String SERVICE_ACCOUNT = "service-account-token-of-the-tests";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String VERSION = "vault:v1:";

    private static final class Key {
        private final String type;
        private final byte[] material = new byte[32];
        private final KeyPair pair;
        private boolean deletionAllowed;

        Key(String type, KeyPair pair) {
            this.type = type;
            this.pair = pair;
        }
    }

    private record Answer(int status, Object body) {

        static Answer data(Map<String, ?> data) {
            return new Answer(200, Map.of("data", data));
        }

        static Answer error(int status, String... texts) {
            return new Answer(status, Map.of("errors", List.of(texts)));
        }
    }

    private final LocalServer server = new LocalServer("/v1/", this::handle);
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private volatile boolean sealed;
    private volatile boolean withOtherKeys;
    private volatile Duration slowness = Duration.ZERO;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private final AtomicInteger signatures = new AtomicInteger();

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    /** Refuses everything from now on, or does not any more. */
    public void seal(boolean next) {
        sealed = next;
    }

    /** Answers so much later from now on. */
    public void slow(Duration next) {
        slowness = next;
    }

    /** Signs with keys that nobody was told of from now on, or does not any more. */
    public void signWithOtherKeys(boolean next) {
        withOtherKeys = next;
    }

    /** Answers nothing from now on, and takes requests all the same. */
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    /** Goes on after {@link #hang}. */
    public void goOn() {
        hanging.countDown();
    }

    /** How many signatures it was asked for. */
    public int signatures() {
        return signatures.get();
    }

    @Override
    public void close() {
        goOn();
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            LockSupport.parkNanos(slowness.toNanos());
            awaitEndOfHanging();
            String path = exchange.getRequestURI().getPath().substring("/v1/".length());
            byte[] sent = exchange.getRequestBody().readAllBytes();
            JsonNode body = sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
            Answer answer =
                    answer(
                            exchange.getRequestMethod(),
                            path,
                            exchange.getRequestHeaders().getFirst("X-Vault-Token"),
                            body);
            byte[] bytes =
                    answer.body() == null ? new byte[0] : JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void awaitEndOfHanging() {
        try {
            hanging.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(String method, String path, String token, JsonNode body) {
        if (sealed) {
            return Answer.error(503, "Vault is sealed");
        }
        if (path.startsWith("auth/")) {
            return signIn(path, body);
        }
        if (!TOKEN.equals(token)) {
            return Answer.error(403, "permission denied");
        }
        String[] parts = path.split("/", -1);
        if (!parts[0].equals("transit") || parts.length < 3) {
            return Answer.error(
                    404, "no handler for route \"" + path + "\". route entry not found.");
        }
        String name = parts[2];
        return switch (parts[1]) {
            case "keys" -> parts.length == 4 ? config(name, body) : key(method, name, body);
            case "sign" -> sign(name, body);
            case "encrypt" -> encrypt(name, body);
            case "decrypt" -> decrypt(name, body);
            default -> Answer.error(404, "unsupported path");
        };
    }

    private static Answer signIn(String path, JsonNode body) {
        boolean granted =
                switch (path) {
                    case "auth/approle/login" ->
                            body.path("role_id").asText().equals(ROLE)
                                    && body.path("secret_id").asText().equals(SECRET_ID);
                    case "auth/kubernetes/login" ->
                            body.path("role").asText().equals(ROLE)
                                    && body.path("jwt").asText().equals(SERVICE_ACCOUNT);
                    default -> false;
                };
        return granted
                ? new Answer(
                        200,
                        Map.of(
                                "auth",
                                Map.of(
                                        "client_token",
                                        TOKEN,
                                        "lease_duration",
                                        3600,
                                        "renewable",
                                        true)))
                : Answer.error(400, "invalid role or secret ID");
    }

    private Answer key(String method, String name, JsonNode body) {
        return switch (method) {
            case "POST", "PUT" -> {
                String type = body.path("type").asText("aes256-gcm96");
                keys.computeIfAbsent(name, _ -> fresh(type));
                yield described(name);
            }
            case "GET" ->
                    keys.containsKey(name)
                            ? described(name)
                            : new Answer(404, Map.of("errors", List.of()));
            case "DELETE" -> delete(name);
            default -> Answer.error(405, "unsupported operation");
        };
    }

    private Key fresh(String type) {
        Key key =
                new Key(
                        type,
                        switch (type) {
                            case "ed25519" -> pair("Ed25519", NamedParameterSpec.ED25519);
                            case "ecdsa-p256" -> pair("EC", new ECGenParameterSpec("secp256r1"));
                            default -> null;
                        });
        random.nextBytes(key.material);
        return key;
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(kind);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Answer described(String name) {
        Key key = keys.get(name);
        Object version = key.pair == null ? 1_790_000_000 : Map.of("public_key", published(key));
        return Answer.data(
                Map.of(
                        "name",
                        name,
                        "type",
                        key.type,
                        "latest_version",
                        1,
                        "keys",
                        Map.of("1", version)));
    }

    /** Raw for Ed25519, PEM for a curve of NIST. */
    private static String published(Key key) {
        byte[] encoded = key.pair.getPublic().getEncoded();
        return key.type.equals("ed25519")
                ? Base64.getEncoder()
                        .encodeToString(
                                Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                : "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(encoded));
    }

    private Answer sign(String name, JsonNode body) {
        signatures.incrementAndGet();
        Key key = keys.get(name);
        if (key == null) {
            return Answer.error(400, "signing key not found");
        }
        if (key.pair == null) {
            return Answer.error(400, "key type %s does not support signing".formatted(key.type));
        }
        boolean jws = body.path("marshaling_algorithm").asText("asn1").equals("jws");
        String algorithm =
                key.type.equals("ed25519")
                        ? "Ed25519"
                        : jws ? "SHA256withECDSAinP1363Format" : "SHA256withECDSA";
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign((withOtherKeys ? fresh(key.type) : key).pair.getPrivate());
            signature.update(bytes(body, "input"));
            Base64.Encoder encoder =
                    jws ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
            return Answer.data(
                    Map.of(
                            "signature",
                            VERSION + encoder.encodeToString(signature.sign()),
                            "key_version",
                            1));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Answer delete(String name) {
        Key key = keys.get(name);
        if (key == null || !key.deletionAllowed) {
            return Answer.error(
                    400,
                    "error deleting policy "
                            + name
                            + (key == null
                                    ? ": could not delete key; not found"
                                    : ": deletion is not allowed for this key"));
        }
        keys.remove(name);
        return new Answer(204, null);
    }

    private Answer config(String name, JsonNode body) {
        Key key = keys.get(name);
        if (key == null) {
            return Answer.error(400, "no existing key named " + name + " could be found");
        }
        key.deletionAllowed = body.path("deletion_allowed").asBoolean(key.deletionAllowed);
        return described(name);
    }

    /** Creates a key that is not there, as the engine does. */
    private Answer encrypt(String name, JsonNode body) {
        Key key = keys.computeIfAbsent(name, _ -> fresh("aes256-gcm96"));
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealedBytes =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, body).doFinal(bytes(body, "plaintext"));
            byte[] all = Arrays.copyOf(nonce, NONCE + sealedBytes.length);
            System.arraycopy(sealedBytes, 0, all, NONCE, sealedBytes.length);
            return Answer.data(
                    Map.of(
                            "ciphertext",
                            VERSION + Base64.getEncoder().encodeToString(all),
                            "key_version",
                            1));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Answer decrypt(String name, JsonNode body) {
        Key key = keys.get(name);
        if (key == null) {
            return Answer.error(400, "encryption key not found");
        }
        String ciphertext = body.path("ciphertext").asText();
        if (!ciphertext.startsWith(VERSION)) {
            return Answer.error(400, "invalid ciphertext: no prefix");
        }
        try {
            byte[] all = Base64.getDecoder().decode(ciphertext.substring(VERSION.length()));
            byte[] clear =
                    cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE), body)
                            .doFinal(all, NONCE, all.length - NONCE);
            return Answer.data(Map.of("plaintext", Base64.getEncoder().encodeToString(clear)));
        } catch (IllegalArgumentException _) {
            return Answer.error(400, "invalid ciphertext: could not decode base64");
        } catch (AEADBadTagException _) {
            return Answer.error(400, "cipher: message authentication failed");
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, JsonNode body)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key.material, "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bytes(body, "associated_data"));
        return cipher;
    }

    private static byte[] bytes(JsonNode body, String member) {
        return Base64.getDecoder()
                .decode(body.path(member).asText().getBytes(StandardCharsets.US_ASCII));
    }
}
