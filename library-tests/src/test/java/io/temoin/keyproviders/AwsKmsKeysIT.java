// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.platform.MotoServer;
import io.temoin.shredding.keys.KeyProviderContract;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.WrappedKeysetContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** With moto, which speaks the service's API, and what it leaves out of it. */
class AwsKmsKeysIT extends WrappedKeysetContract
        implements KeyProviderContract, SigningProviderContract {

    private static final MotoServer MOTO = MotoServer.start(Path.of("target/moto.log"));
    private static final StrictKms SERVER = new StrictKms(MOTO.address());
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofDays(7);
    private static final Region REGION = Region.EU_WEST_3;

    private final SigningProvider provider = kms(SERVER.address());

    @AfterAll
    static void stop() {
        SERVER.close();
        MOTO.close();
    }

    private static SigningProvider kms(URI address) {
        return AwsKmsKeys.of(REGION, address, "temoin-test", WINDOW, TIMEOUT);
    }

    @Override
    public SigningProvider provider() {
        return provider;
    }

    @Override
    public SigningProvider otherProcess() {
        return provider;
    }

    @Override
    public SigningProvider away() {
        return kms(URI.create("http://127.0.0.1:1"));
    }

    @Test
    void countsInTheWindowInWhichADeletionCanBeTakenBack() {
        assertThat(provider.destroysWithin()).isEqualTo(WINDOW);
    }

    @Test
    void saysThatAKeyIsDisabled() {
        String key = provider.createKey("contract");
        try (KmsClient client =
                KmsClient.builder().region(REGION).endpointOverride(SERVER.address()).build()) {
            client.disableKey(request -> request.keyId(key));
        }

        assertThatThrownBy(() -> provider.wrap(key, new byte[32], new byte[] {1}))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> assertThat(refusal.isRefusal()).isTrue())
                .hasMessageContaining("AWS KMS in eu-west-3 refused");
    }

    @Test
    void saysThatASigningKeyIsDisabled() {
        String key = provider.createSigningKey("contract", SigningAlgorithm.ECDSA_P256);
        try (KmsClient client =
                KmsClient.builder().region(REGION).endpointOverride(SERVER.address()).build()) {
            client.disableKey(request -> request.keyId(key));
        }

        assertThatThrownBy(() -> provider.sign(key, SigningAlgorithm.ECDSA_P256, new byte[32]))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> assertThat(refusal.isRefusal()).isTrue())
                .hasMessageContaining("DisabledException");
    }

    @Test
    void waitsForAServerThatIsGone() {
        assertThatThrownBy(() -> kms(URI.create("http://127.0.0.1:1")).createKey("contract"))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        failure -> assertThat(failure.isRefusal()).isFalse());
    }
}
