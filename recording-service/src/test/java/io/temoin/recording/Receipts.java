// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Receipts as consent-service signs them. The private key travels in a system property: a test
 * resource and the tests may see this class through different class loaders.
 */
public final class Receipts {

    private static final String PROPERTY = "temoin.test.receipt-key";
    private static final String ANNOUNCEMENT = "FR-ANNOUNCEMENT-1";
    private static final String KEY_ID = "test-2026";
    private static final String P256_PROPERTY = "temoin.test.receipt-key-p256";
    private static final String P256_KEY_ID = "test-2026-p256";

    private final Map<String, Object> claims = new HashMap<>();
    private String keyId = KEY_ID;
    private PrivateKey key = publishedKey("Ed25519", PROPERTY);
    private String algorithm = AlgorithmIdentifiers.EDDSA;

    private Receipts(Instant decidedAt) {
        long issuedAt = decidedAt.getEpochSecond();
        claims.put("iss", "urn:temoin:consent-service");
        claims.put("aud", "urn:temoin:recording-service");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", issuedAt);
        claims.put("nbf", issuedAt);
        claims.put("exp", issuedAt + 24 * 3600);
        claims.put("startBy", issuedAt + 60);
        claims.put("tenant", "helios");
        claims.put("controller", "rhone-telecom");
        claims.put("processor", "voix-du-rhone");
        claims.put("subject", "0123456789abcdef0123456789abcdef");
        claims.put("purpose", "PROSPECTING_CALL");
        claims.put("consent", UUID.randomUUID().toString());
        claims.put("correlation", UUID.randomUUID().toString());
        claims.put("recording", recording("LEGITIMATE_INTEREST", "LEGITIMATE_INTEREST"));
    }

    private Receipts(Map<String, Object> ofTheCall, Instant servedAt) {
        for (String claim : List.of("tenant", "controller", "processor", "subject")) {
            claims.put(claim, ofTheCall.get(claim));
        }
        claims.put("iss", "urn:temoin:consent-service");
        claims.put("aud", "urn:temoin:recording-service:notice");
        claims.put("jti", servingOf(ofTheCall, servedAt));
        claims.put("iat", servedAt.getEpochSecond());
        claims.put("nbf", servedAt.getEpochSecond());
        claims.put("exp", servedAt.getEpochSecond() + 24 * 3600);
        claims.put("decision", ofTheCall.get("jti"));
        claims.put("notice", ANNOUNCEMENT);
        claims.put("textHash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        claims.put("language", "fr");
        claims.put("channel", "SPOKEN");
        claims.put("servedAt", servedAt.getEpochSecond());
    }

    /** The same call and moment, the same serving: a recorder repeats what it sent. */
    private static String servingOf(Map<String, Object> call, Instant servedAt) {
        String serving = call.get("jti") + "/" + servedAt;
        return UUID.nameUUIDFromBytes(serving.getBytes(UTF_8)).toString();
    }

    private static Map<String, Object> recording(String quality, String training) {
        return Map.of(
                "mode",
                "NOTICE_PLUS_OPTOUT",
                "onRefusal",
                "CONTINUE_UNRECORDED",
                "announcement",
                ANNOUNCEMENT,
                "purposes",
                List.of("QUALITY", "TRAINING"),
                "retention",
                List.of(kept("QUALITY", quality), kept("TRAINING", training)));
    }

    private static Map<String, Object> kept(String purpose, String basis) {
        return Map.of(
                "purpose",
                purpose,
                "keepFor",
                "P6M",
                "from",
                "RECORDING_ENDED",
                "bound",
                "AT_MOST",
                "basis",
                basis);
    }

    /** The receipt of an allowed call. */
    public static Receipts of(Instant decidedAt) {
        return new Receipts(decidedAt);
    }

    /** The receipt of the notice served in that call. */
    public Receipts noticeServedAt(Instant servedAt) {
        return new Receipts(claims, servedAt);
    }

    /** The notice served in the call of a signed receipt; of no call, if it is no receipt. */
    public static Receipts noticeOf(String receipt, Instant servedAt) {
        try {
            String payload = receipt.split("\\.", 3)[1];
            String json = new String(Base64.getUrlDecoder().decode(payload), UTF_8);
            return new Receipts(JsonUtil.parseJson(json), servedAt);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | JoseException _) {
            return new Receipts(servedAt).noticeServedAt(servedAt);
        }
    }

    /** Permits to record for purposes that rest on this. */
    public Receipts restingOn(String basis) {
        return restingOn(basis, basis);
    }

    /** The same, of two purposes that rest on different bases. */
    public Receipts restingOn(String quality, String training) {
        return with("recording", recording(quality, training));
    }

    /** Permits to record from the person's yes on. */
    public Receipts afterYes() {
        return with("aud", "urn:temoin:recording-service:after-yes");
    }

    /** Of a call that a law orders recorded for one purpose, and ends with a refusal. */
    public Receipts orderedBy(String purpose, String keepFor, String from, String bound) {
        return with(
                "recording",
                Map.of(
                        "mode",
                        "MANDATORY",
                        "scope",
                        "WHOLE_CALL",
                        "onRefusal",
                        "END_CALL",
                        "announcement",
                        ANNOUNCEMENT,
                        "purposes",
                        List.of(purpose),
                        "retention",
                        List.of(
                                Map.of(
                                        "purpose",
                                        purpose,
                                        "keepFor",
                                        keepFor,
                                        "from",
                                        from,
                                        "bound",
                                        bound,
                                        "basis",
                                        "LEGAL_OBLIGATION"))));
    }

    /** A law orders it recorded from the call on, and it is recorded for quality too. */
    public Receipts orderedBesideQuality(String purpose, String keepFor) {
        return with(
                "recording",
                Map.of(
                        "mode",
                        "MANDATORY",
                        "scope",
                        "WHOLE_CALL",
                        "onRefusal",
                        "END_CALL",
                        "announcement",
                        ANNOUNCEMENT,
                        "purposes",
                        List.of("QUALITY", purpose),
                        "retention",
                        List.of(
                                kept("QUALITY", "P6M", "AT_MOST", "LEGITIMATE_INTEREST"),
                                kept(purpose, keepFor, "AT_LEAST", "LEGAL_OBLIGATION"))));
    }

    private static Map<String, String> kept(
            String purpose, String keepFor, String bound, String basis) {
        return Map.of(
                "purpose", purpose,
                "keepFor", keepFor,
                "from", "RECORDING_ENDED",
                "bound", bound,
                "basis", basis);
    }

    /** Says what the person answered to the notice. */
    public Receipts answered(String said, Instant at) {
        return with("jti", UUID.randomUUID().toString())
                .with("answer", Map.of("said", said, "at", at.getEpochSecond(), "by", "SPOKEN"));
    }

    /** Says something else. */
    public Receipts with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    /** Says less. */
    public Receipts without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** Signed by the other published key, with ECDSA. */
    public Receipts signedWithP256() {
        key = publishedKey("EC", P256_PROPERTY);
        keyId = P256_KEY_ID;
        algorithm = AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
        return this;
    }

    /** Under the name of the key for the other algorithm. */
    public Receipts underTheOtherKey() {
        keyId = keyId.equals(KEY_ID) ? P256_KEY_ID : KEY_ID;
        return this;
    }

    /** Signed by somebody else under the published key's name. */
    public Receipts forged() {
        key = newPair(algorithm.equals(AlgorithmIdentifiers.EDDSA) ? "Ed25519" : "EC").getPrivate();
        return this;
    }

    /** Signed by somebody else under a name of his own. */
    public Receipts strange() {
        keyId = "somebody";
        return forged();
    }

    /** The compact JWS. */
    public String sign() {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmHeaderValue(algorithm);
            signature.setKeyIdHeaderValue(keyId);
            signature.setPayload(JsonUtil.toJson(claims));
            signature.setKey(key);
            return signature.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The same claims, not signed at all. */
    public String unsigned() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header = "{\"alg\":\"none\",\"kid\":\"" + KEY_ID + "\"}";
        return base64.encodeToString(header.getBytes(UTF_8))
                + "."
                + base64.encodeToString(JsonUtil.toJson(claims).getBytes(UTF_8))
                + ".";
    }

    /** Makes the key pairs of this JVM and returns their public halves as a JWK set. */
    static String publishKeys() {
        try {
            OctetKeyPairJsonWebKey key =
                    new OctetKeyPairJsonWebKey(published("Ed25519", PROPERTY).getPublic());
            key.setKeyId(KEY_ID);
            key.setUse("sig");
            EllipticCurveJsonWebKey other =
                    new EllipticCurveJsonWebKey(
                            (ECPublicKey) published("EC", P256_PROPERTY).getPublic());
            other.setKeyId(P256_KEY_ID);
            other.setUse("sig");
            return new JsonWebKeySet(key, other).toJson(OutputControlLevel.PUBLIC_ONLY);
        } catch (IllegalArgumentException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair published(String algorithm, String property) {
        KeyPair pair = newPair(algorithm);
        System.setProperty(
                property, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        return pair;
    }

    private static PrivateKey publishedKey(String algorithm, String property) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    Base64.getDecoder().decode(System.getProperty(property))));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair newPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
