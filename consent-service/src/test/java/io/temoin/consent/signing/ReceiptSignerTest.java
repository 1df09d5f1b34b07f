// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.consent.ExampleMetadata;
import io.temoin.consent.decision.CallReceipt;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ExampleLaws;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.keystart.NewKeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The receipts are verified here by a library that shares no code with their making. */
class ReceiptSignerTest {

    private static final EventMetadata CIRCUMSTANCES =
            ExampleMetadata.by(ExampleMetadata.DIALER, Examples.NOW);

    @TempDir Path folder;

    @Test
    void aReceiptIsVerifiedOfflineWithThePublishedKeys() throws Exception {
        ReceiptSigner signer = signer("keys.json");
        JsonNode claims = new ObjectMapper().readTree(verified(signed(signer, receipt()), signer));
        assertThat(claims.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly(
                        "iss",
                        "aud",
                        "jti",
                        "iat",
                        "nbf",
                        "exp",
                        "startBy",
                        "tenant",
                        "controller",
                        "processor",
                        "subject",
                        "purpose",
                        "campaign",
                        "consent",
                        "correlation",
                        "recording");
        assertThat(claims.path("jti").asText()).isEqualTo(Examples.DECISION.toString());
        assertThat(claims.path("startBy").asLong() - claims.path("iat").asLong()).isEqualTo(60);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(86_400);
        assertThat(claims.path("recording").path("purposes").path(0).asText()).isEqualTo("QUALITY");
        assertThat(claims.path("recording").path("retention").path(0).path("keepFor").asText())
                .isEqualTo("P6M");
    }

    /** A recorder has to know what a withdrawal ends: each purpose says what it rests on. */
    @Test
    void aReceiptSaysWhatEachPurposeRestsOn() throws Exception {
        ReceiptSigner signer = signer("keys.json");
        JsonNode drawn = new ObjectMapper().readTree(verified(signed(signer, receipt()), signer));
        JsonNode agreed =
                new ObjectMapper().readTree(verified(signed(signer, receiptOfConsent()), signer));

        assertThat(drawn.at("/recording/retention/0/basis").asText())
                .isEqualTo("LEGITIMATE_INTEREST");
        assertThat(drawn.path("recording").has("consentedAt")).isFalse();
        assertThat(agreed.at("/recording/retention/0/purpose").asText()).isEqualTo("TRAINING");
        assertThat(agreed.at("/recording/retention/0/basis").asText()).isEqualTo("CONSENT");
        assertThat(agreed.at("/recording/consentedAt").asLong())
                .isEqualTo(Examples.COLLECTED.getEpochSecond());
    }

    @Test
    void theSameDecisionGivesTheSameReceipt() {
        ReceiptSigner signer = signer("keys.json");
        assertThat(signed(signer, receipt())).isEqualTo(signed(signer, receipt()));
        assertThat(signed(signer("keys.json"), receipt())).isEqualTo(signed(signer, receipt()));
    }

    @Test
    void aForgedReceiptDoesNotVerify() {
        ReceiptSigner signer = signer("keys.json");
        String[] parts = signed(signer, receipt()).split("\\.", -1);
        String payload =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                payload.replace("rhone-telecom", "loire-telecom")
                                        .getBytes(StandardCharsets.UTF_8));
        assertThat(verifies(parts[0] + "." + forged + "." + parts[2], signer)).isFalse();
    }

    @Test
    void aReceiptOfAnotherKeyDoesNotVerify() {
        String foreign = signed(signer("foreign.json"), receipt());
        assertThatThrownBy(() -> verifies(foreign, signer("keys.json")))
                .hasMessageContaining("no such key");
    }

    @Test
    void theKeyFileIsReadableByItsOwnerOnlyAndKept() throws IOException {
        Path file = folder.resolve("deep/keys.json");
        var made = SigningKeyStore.readOrCreate(file, SigningAlgorithm.ED25519);
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
        assertThat(SigningKeyStore.readOrCreate(file, SigningAlgorithm.ED25519)).isEqualTo(made);
        assertThat(made.getFirst().toString())
                .doesNotContain(made.getFirst().jwk().path("d").asText());
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"keys\": []}",
                "a_secret_that_somebody_put_there",
                "{\"keys\": [{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": 1, \"d\": 2}]}",
                "{\"keys\": [{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"a_secret\", \"d\": \"!\"}]}",
                "{\"keys\": [{\"kty\": \"oct\", \"k\": \"a_secret\"}]}"
            })
    void aKeyFileWithoutKeysIsRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.json"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKeyStore.read(file))
                .withMessageContaining(file + " in TEMOIN_SIGNING_KEY_FILE")
                .withMessageContaining("from a backup")
                .withMessageNotContaining("a_secret");
    }

    @Test
    void aKeyFileThatIsMissingIsRefused() {
        Path missing = folder.resolve("missing.json");

        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKeyStore.read(missing))
                .withMessageContaining(missing + " with the keys that sign receipts")
                .withMessageContaining("create-signing-keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw--w----", "rwxrwxrwx"})
    void aKeyFileThatOthersMayReadOrChangeIsRefused(String permissions) throws IOException {
        Path file = folder.resolve("open.json");
        SigningKeyStore.readOrCreate(file, SigningAlgorithm.ED25519);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> SigningKeyStore.readOrCreate(file, SigningAlgorithm.ED25519))
                .withMessageContaining("TEMOIN_SIGNING_KEY_FILE")
                .withMessageContaining("owner only");
    }

    @Test
    void theKeyIdIsTheThumbprintOfTheKey() throws JoseException {
        JsonNode key = signer("keys.json").keys().path("keys").path(0);
        String thumbprint =
                JsonWebKey.Factory.newJwk(key.toString())
                        .calculateBase64urlEncodedThumbprint("SHA-256");
        assertThat(key.path("kid").asText()).isEqualTo(thumbprint);
        assertThat(key.has("d")).isFalse();
    }

    static Stream<Provider> providers() {
        return LocalSigner.available(SigningAlgorithm.ED25519);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyProviderGivesTheSameSignature(Provider provider) {
        byte[] seed = new byte[LocalSigner.KEY_BYTES];
        Arrays.fill(seed, (byte) 7);
        byte[] message = "the same bytes".getBytes(StandardCharsets.UTF_8);
        byte[] expected =
                new LocalSigner(SigningAlgorithm.ED25519, seed, Security.getProvider("SunEC"))
                        .signature(message);
        LocalSigner signer = new LocalSigner(SigningAlgorithm.ED25519, seed, provider);
        assertThat(signer.signature(message)).isEqualTo(expected);
        assertThat(signer.signature(message)).isEqualTo(expected);
    }

    static Stream<Provider> providersOfP256() {
        return LocalSigner.available(SigningAlgorithm.ECDSA_P256);
    }

    @ParameterizedTest
    @MethodSource("providersOfP256")
    void everyProviderSignsWithP256(Provider provider) {
        SigningKey key = SigningKeyStore.fresh(SigningAlgorithm.ECDSA_P256);
        byte[] secret = ((SigningKey.InFile) key.privateHalf()).secret();
        LocalSigner signer = new LocalSigner(SigningAlgorithm.ECDSA_P256, secret, provider);
        for (int length = 0; length < 50; length++) {
            byte[] message = new byte[length];
            assertThat(key.published().verifies(message, signer.signature(message))).isTrue();
        }
    }

    private ReceiptSigner signer(String file) {
        return new ReceiptSigner(
                SigningKeyStore.readOrCreate(folder.resolve(file), SigningAlgorithm.ED25519));
    }

    private static String signed(ReceiptSigner signer, ReceiptSigner.Claims claims) {
        return signer.sign(CIRCUMSTANCES.tenant(), claims).await().indefinitely();
    }

    /** A rotation from one algorithm to the other: what was signed before still verifies. */
    @Test
    void receiptsOfBothAlgorithmsVerifyWithTheKeysOfOneFile() throws Exception {
        SigningKey old = SigningKeyStore.fresh(SigningAlgorithm.ED25519);
        SigningKey next = SigningKeyStore.fresh(SigningAlgorithm.ECDSA_P256);
        Path file = folder.resolve("rotated.json");
        NewKeyFile.write(file, SigningKeyStore.content(List.of(next, old)));

        ReceiptSigner before = new ReceiptSigner(List.of(old));
        ReceiptSigner now = new ReceiptSigner(SigningKeyStore.read(file));

        assertThat(now.keys().path("keys").path(0).path("kty").asText()).isEqualTo("EC");
        assertThat(now.keys().path("keys").path(0).path("crv").asText()).isEqualTo("P-256");
        assertThat(now.keys().path("keys").path(0).path("alg").asText()).isEqualTo("ES256");
        assertThat(verified(signed(before, receipt()), now))
                .isEqualTo(verified(signed(now, receipt()), now));
    }

    @Test
    void theIdOfAKeyOnP256IsItsThumbprint() throws JoseException {
        JsonNode key = SigningKeyStore.fresh(SigningAlgorithm.ECDSA_P256).published().jwk();
        assertThat(key.path("kid").asText())
                .isEqualTo(
                        JsonWebKey.Factory.newJwk(key.toString())
                                .calculateBase64urlEncodedThumbprint("SHA-256"));
    }

    private static ReceiptSigner.Claims receiptOfConsent() {
        return receipt(
                Examples.given(
                        Examples.CONSENT,
                        Examples.VOIX,
                        Examples.COLLECTED,
                        Purpose.PROSPECTING_CALL,
                        Purpose.TRAINING),
                List.of());
    }

    private static ReceiptSigner.Claims receipt() {
        return receipt(Examples.given(), List.of(Purpose.QUALITY));
    }

    private static ReceiptSigner.Claims receipt(ConsentGiven given, List<Purpose> sampled) {
        var decider = new ContactPermissionDecider();
        var decided =
                decider.decide(
                        Examples.asking(
                                Examples.BY_VOIX, ExampleLaws.FR_2026, sampled, Examples.NOW),
                        decider.replay(List.of(given)));
        return new CallReceipt((CallDecided) decided.getFirst(), CIRCUMSTANCES)::write;
    }

    private static String verified(String receipt, ReceiptSigner signer) throws JoseException {
        assertThat(verifies(receipt, signer)).isTrue();
        var jws = new JsonWebSignature();
        jws.setCompactSerialization(receipt);
        return jws.getUnverifiedPayload();
    }

    private static boolean verifies(String receipt, ReceiptSigner signer) {
        try {
            var jws = new JsonWebSignature();
            jws.setCompactSerialization(receipt);
            var keys = new JsonWebKeySet(signer.keys().toString());
            JsonWebKey key = keys.findJsonWebKey(jws.getKeyIdHeaderValue(), null, "sig", null);
            if (key == null) {
                throw new IllegalStateException("no such key is published");
            }
            jws.setKey(key.getKey());
            return jws.verifySignature();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
