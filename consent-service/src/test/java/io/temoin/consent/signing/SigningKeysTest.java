// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.signing.SigningKey.AtProvider;
import io.temoin.consent.signing.SigningKey.InFile;
import io.temoin.consent.signing.SigningKey.Sealed;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.NewKeyFile;
import io.temoin.keystart.TestVault;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that a key provider seals or has. */
class SigningKeysTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final TenantId TENANT = new TenantId("helios");
    private static final byte[] MESSAGE = "signed".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;
    private TestVault vault;
    private KeyProviders providers;
    private Path file;

    @BeforeEach
    void start() {
        vault = new TestVault(folder);
        providers = vault.providers(TIMEOUT);
        file = folder.resolve("keys.json");
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private record Signing(SigningAlgorithm algorithm, boolean inProvider, int concurrentCalls)
            implements ConsentConfig.Signing {}

    private static Signing settings(SigningAlgorithm algorithm, boolean inProvider) {
        return new Signing(algorithm, inProvider, 2);
    }

    private static Config environment(SigningAlgorithm algorithm, boolean inProvider) {
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(
                                Map.of(
                                        "TEMOIN_SIGNING_ALGORITHM",
                                        algorithm.name(),
                                        "TEMOIN_SIGNING_IN_PROVIDER",
                                        Boolean.toString(inProvider)),
                                "test",
                                400))
                .build();
    }

    /** As {@code create-signing-keys} makes it. */
    private SigningKey created(SigningAlgorithm algorithm, boolean inProvider) throws IOException {
        try (SigningProvider provider = providers.provider()) {
            NewKeyFile.write(
                    file,
                    CreateSigningKeysCommand.content(provider, environment(algorithm, inProvider)));
        }
        return SigningKeyStore.read(file).getFirst();
    }

    private static byte[] signature(MessageSigner signer) {
        return signer.sign(TENANT, MESSAGE).await().indefinitely();
    }

    @ParameterizedTest
    @EnumSource
    void aSealedKeySigns(SigningAlgorithm algorithm) throws IOException {
        SigningKey key = created(algorithm, false);

        MessageSigner signer = MessageSigners.of(key, providers, settings(algorithm, false));

        assertThat(key.privateHalf()).isInstanceOf(Sealed.class);
        assertThat(Files.readString(file)).doesNotContain("\"d\"");
        assertThat(key.published().verifies(MESSAGE, signature(signer))).isTrue();
        assertThat(vault.server().signatures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aKeyAtTheProviderSignsThere(SigningAlgorithm algorithm) throws IOException {
        SigningKey key = created(algorithm, true);

        MessageSigner signer = MessageSigners.of(key, providers, settings(algorithm, true));
        int before = vault.server().signatures();

        assertThat(key.privateHalf()).isInstanceOf(AtProvider.class);
        assertThat(key.published().verifies(MESSAGE, signature(signer))).isTrue();
        assertThat(vault.server().signatures()).isEqualTo(before + 1);
        signer.close();
    }

    /** The command: the same keys, of which the file tells nothing any more. */
    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void sealsTheKeysOfAFileAndChangesNone() throws IOException {
        List<SigningKey> clear =
                List.of(
                        SigningKeyStore.fresh(SigningAlgorithm.ED25519),
                        SigningKeyStore.fresh(SigningAlgorithm.ECDSA_P256));
        NewKeyFile.write(file, SigningKeyStore.content(clear));

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(runSealing(said)).isZero();
        assertThat(runSealing(said)).isOne();

        Path sealed = folder.resolve("keys.json.sealed");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("The file " + sealed + " holds the same keys")
                .contains("The file " + sealed + " already exists");
        List<SigningKey> keys = SigningKeyStore.read(sealed);
        assertThat(keys)
                .extracting(SigningKey::published)
                .isEqualTo(clear.stream().map(SigningKey::published).toList());
        assertThat(keys).allMatch(key -> key.privateHalf() instanceof Sealed);
        for (SigningKey key : clear) {
            byte[] secret = ((InFile) key.privateHalf()).secret();
            assertThat(Files.readString(sealed))
                    .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        assertThat(SigningKeyStore.read(file)).isEqualTo(clear);
    }

    private int runSealing(ByteArrayOutputStream said) {
        Map<String, String> settings = new HashMap<>(vault.settings());
        settings.put("TEMOIN_SIGNING_KEY_FILE", file.toString());
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        settings.forEach(System::setProperty);
        try {
            return new SealSigningKeysCommand().run(out, out);
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    /** Whoever can write the file must not have us sign for a key of his own. */
    @Test
    void refusesASealedKeyInThePlaceOfAnother() throws IOException {
        SigningKey sealed = created(SigningAlgorithm.ED25519, false);
        SigningKey other = SigningKeyStore.fresh(SigningAlgorithm.ED25519);
        SigningKey forged = new SigningKey(other.published(), sealed.privateHalf());

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                MessageSigners.of(
                                        forged,
                                        providers,
                                        settings(SigningAlgorithm.ED25519, false)))
                .withMessageContaining("does not open");
    }

    @Test
    void refusesAPrivateHalfOfAnotherKey() throws IOException {
        SigningKey atProvider = created(SigningAlgorithm.ED25519, true);
        SigningKey other = SigningKeyStore.fresh(SigningAlgorithm.ED25519);
        for (SigningKey half :
                List.of(atProvider, SigningKeyStore.fresh(SigningAlgorithm.ED25519))) {
            SigningKey forged = new SigningKey(other.published(), half.privateHalf());
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    MessageSigners.of(
                                            forged,
                                            providers,
                                            settings(SigningAlgorithm.ED25519, false)))
                    .withMessageContaining("does not belong to its public half");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void needsTheProviderThatItWasMadeWith(boolean inProvider) throws IOException {
        SigningKey key = created(SigningAlgorithm.ED25519, inProvider);

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                MessageSigners.of(
                                        key,
                                        TestVault.none(),
                                        settings(SigningAlgorithm.ED25519, inProvider)))
                .withMessageContaining("temoin.key-provider.type is file");
    }

    @Test
    void isAsTheSettingsSay() throws IOException {
        SigningKey sealed = created(SigningAlgorithm.ED25519, false);

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                MessageSigners.of(
                                        sealed,
                                        providers,
                                        settings(SigningAlgorithm.ECDSA_P256, false)))
                .withMessageContaining("TEMOIN_SIGNING_ALGORITHM is ECDSA_P256")
                .withMessageContaining("Put a key for ECDSA_P256 first");
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                MessageSigners.of(
                                        sealed,
                                        providers,
                                        settings(SigningAlgorithm.ED25519, true)))
                .withMessageContaining("TEMOIN_SIGNING_IN_PROVIDER is true");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                CreateSigningKeysCommand.content(
                                        null, environment(SigningAlgorithm.ED25519, true)))
                .withMessageContaining("there is no key provider");
    }

    @Test
    void saysThatTheProviderRefusesOrIsAway() throws IOException {
        SigningKey key = created(SigningAlgorithm.ED25519, true);
        ProviderSigner signer =
                (ProviderSigner)
                        MessageSigners.of(key, providers, settings(SigningAlgorithm.ED25519, true));
        vault.server().seal(true);
        assertThatThrownBy(() -> signature(signer))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        failure -> assertThat(failure.isRefusal()).isFalse());
        assertThat(signer.isAvailable()).isFalse();
        vault.server().seal(false);
        signature(signer);
        assertThat(signer.isAvailable()).isTrue();

        try (SigningProvider provider = providers.provider()) {
            provider.destroyKey(((AtProvider) key.privateHalf()).providerKey());
        }

        assertThatThrownBy(() -> signature(signer))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        failure -> assertThat(failure.isRefusal()).isTrue());
        signer.close();
    }
}
