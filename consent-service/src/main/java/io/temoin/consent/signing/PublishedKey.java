// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.eventsourcing.Sha256;
import io.temoin.keyproviders.SigningAlgorithm;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a signing key, as a JWK (RFC 7517): of Ed25519 (RFC 8037), or on P-256 (RFC
 * 7518).
 *
 * @param x Base64url
 * @param y Base64url; {@code null} for Ed25519
 */
record PublishedKey(SigningAlgorithm algorithm, String x, @Nullable String y) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final int COORDINATE = 32;

    /** What a SubjectPublicKeyInfo has before the key itself (RFC 8410, RFC 5480). */
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] P256_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    PublishedKey {
        if (DECODER.decode(x).length != COORDINATE
                || (y == null) != (algorithm == SigningAlgorithm.ED25519)
                || (y != null && DECODER.decode(y).length != COORDINATE)) {
            throw new IllegalStateException(
                    "a signing key is an Ed25519 key, or a key on P-256, of 32 bytes");
        }
    }

    /** The key of this SubjectPublicKeyInfo. */
    static PublishedKey of(SigningAlgorithm algorithm, byte[] encoded) {
        byte[] prefix = prefix(algorithm);
        if (!Arrays.equals(
                prefix, 0, prefix.length, encoded, 0, Math.min(prefix.length, encoded.length))) {
            throw new IllegalStateException("this is not a public key for " + algorithm);
        }
        int from = prefix.length;
        return switch (algorithm) {
            case ED25519 ->
                    new PublishedKey(algorithm, base64(encoded, from, encoded.length), null);
            case ECDSA_P256 ->
                    new PublishedKey(
                            algorithm,
                            base64(encoded, from, from + COORDINATE),
                            base64(encoded, from + COORDINATE, encoded.length));
        };
    }

    /** The key in a JWK, whatever else it has. */
    static PublishedKey read(JsonNode jwk) {
        String kind = jwk.path("kty").asText() + " " + jwk.path("crv").asText();
        return switch (kind) {
            case "OKP Ed25519" ->
                    new PublishedKey(SigningAlgorithm.ED25519, jwk.required("x").asText(), null);
            case "EC P-256" ->
                    new PublishedKey(
                            SigningAlgorithm.ECDSA_P256,
                            jwk.required("x").asText(),
                            jwk.required("y").asText());
            default ->
                    throw new IllegalStateException(
                            "a signing key is an Ed25519 key (OKP) or a key on P-256 (EC), and not "
                                    + kind);
        };
    }

    /** Its thumbprint: RFC 7638 §3, the required members in order, without spaces. */
    String id() {
        String members =
                switch (algorithm) {
                    case ED25519 ->
                            "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}".formatted(x);
                    case ECDSA_P256 ->
                            "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                                    .formatted(x, y);
                };
        return ENCODER.encodeToString(Sha256.of(members));
    }

    /** The {@code alg} of a JWS that it verifies. */
    String alg() {
        return switch (algorithm) {
            case ED25519 -> "EdDSA";
            case ECDSA_P256 -> "ES256";
        };
    }

    /** As it is published. */
    ObjectNode jwk() {
        ObjectNode jwk = JSON.createObjectNode();
        switch (algorithm) {
            case ED25519 -> jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", x);
            case ECDSA_P256 -> jwk.put("kty", "EC").put("crv", "P-256").put("x", x).put("y", y);
        }
        return jwk.put("kid", id()).put("use", "sig").put("alg", alg());
    }

    /** Whether this is the key's signature of the message. */
    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier =
                    Signature.getInstance(
                            switch (algorithm) {
                                case ED25519 -> "Ed25519";
                                case ECDSA_P256 -> "SHA256withECDSAinP1363Format";
                            });
            verifier.initVerify(key());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // no signature, or no key, at all
        }
    }

    private PublicKey key() throws GeneralSecurityException {
        byte[] prefix = prefix(algorithm);
        byte[] first = DECODER.decode(x);
        byte[] second = y == null ? new byte[0] : DECODER.decode(y);
        byte[] encoded =
                ByteBuffer.allocate(prefix.length + first.length + second.length)
                        .put(prefix)
                        .put(first)
                        .put(second)
                        .array();
        return KeyFactory.getInstance(algorithm == SigningAlgorithm.ED25519 ? "Ed25519" : "EC")
                .generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] prefix(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> ED25519_PREFIX;
            case ECDSA_P256 -> P256_PREFIX;
        };
    }

    private static String base64(byte[] bytes, int from, int to) {
        return ENCODER.encodeToString(Arrays.copyOfRange(bytes, from, to));
    }
}
