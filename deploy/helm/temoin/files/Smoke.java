// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What {@code helm test} runs: signs in as a dialer, asks for one decision, and verifies the signature of its receipt with the
 * published keys. Needs a JDK 25 and nothing else: {@code java Smoke.java}.
 */
final class Smoke {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // The fixed beginnings of public keys in X.509: of Ed25519 (RFC 8410) and on P-256 (RFC 5480).
    private static final String ED25519 = "302a300506032b6570032100";
    private static final String P256 = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    public static void main(String... arguments) throws Exception {
        try {
            new Smoke().run();
        } catch (Failed failure) {
            System.err.println("FAILED: " + failure.getMessage());
            System.exit(1);
        }
    }

    private void run() throws Exception {
        String answer = decision(token());
        System.out.println("decision: " + member(answer, "verdict"));
        String receipt = find(answer, "receipt");
        if (receipt == null) {
            if (Boolean.parseBoolean(setting("REQUIRE_RECEIPT"))) {
                throw new Failed("the decision has no receipt: " + answer);
            }
            String keys = get(setting("CONSENT_URL") + "/v1/keys");
            key(keys, member(keys, "kid"));
            System.out.println("The decision needs no receipt; the keys that verify receipts are published.");
            return;
        }
        verify(receipt);
        System.out.println("The signature of the receipt is valid.");
    }

    private String token() throws Exception {
        String form =
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(encoded(setting("CLIENT_ID")), encoded(setting("CLIENT_SECRET")));
        String answer =
                send(
                        request(setting("ISSUER_URL") + "/protocol/openid-connect/token")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        200);
        return member(answer, "access_token");
    }

    private String decision(String token) throws Exception {
        String call =
                "{\"controller\":\"%s\",\"number\":\"%s\",\"purpose\":\"%s\"%s}"
                        .formatted(setting("CONTROLLER"), setting("NUMBER"), setting("PURPOSE"), offer());
        return send(
                request(setting("CONSENT_URL") + "/v1/call-decisions")
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(call))
                        .build(),
                201);
    }

    /** A compact JWS (RFC 7515) with Ed25519 (RFC 8037) or ECDSA on P-256 (RFC 7518), as the published key says. */
    private void verify(String receipt) throws Exception {
        String[] parts = receipt.split("\\.", -1);
        if (parts.length != 3) {
            throw new Failed("the receipt is no compact JWS");
        }
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        PublicKey key = key(get(setting("CONSENT_URL") + "/v1/keys"), member(header, "kid"));
        Signature signature =
                Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSAinP1363Format" : "Ed25519");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
            throw new Failed("the signature of the receipt is not valid");
        }
    }

    private static PublicKey key(String keys, String id) throws GeneralSecurityException {
        for (String key : keys.split("\\}")) {
            if (id.equals(find(key, "kid"))) {
                boolean onP256 = member(key, "kty").equals("EC");
                HexFormat hex = HexFormat.of();
                String encoded =
                        (onP256 ? P256 : ED25519)
                                + hex.formatHex(Base64.getUrlDecoder().decode(member(key, "x")))
                                + (onP256 ? hex.formatHex(Base64.getUrlDecoder().decode(member(key, "y"))) : "");
                return KeyFactory.getInstance(onP256 ? "EC" : "Ed25519")
                        .generatePublic(new X509EncodedKeySpec(hex.parseHex(encoded)));
            }
        }
        throw new Failed("the key " + id + " is not published");
    }

    private String get(String address) throws Exception {
        return send(request(address).GET().build(), 200);
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    }

    private String send(HttpRequest request, int expected) throws Exception {
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new Failed(request.uri() + " does not answer: " + failure);
        }
        if (answer.statusCode() != expected) {
            throw new Failed(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String member(String json, String name) {
        String value = find(json, name);
        if (value == null) {
            throw new Failed("\"" + name + "\" is missing in " + json);
        }
        return value;
    }

    /** The first member of this name whose value is a text; those asked for contain no escapes. */
    private static String find(String json, String name) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
        return found.find() ? found.group(1) : null;
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new Failed(name + " is not set");
        }
        return value;
    }

    private static String offer() {
        String offer = System.getenv().getOrDefault("OFFER", "");
        return offer.isEmpty() ? "" : ",\"offer\":\"" + offer + "\"";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static final class Failed extends RuntimeException {
        Failed(String message) {
            super(message);
        }
    }
}
