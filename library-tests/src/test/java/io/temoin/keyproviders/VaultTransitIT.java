// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.keyproviders.VaultConnection.SignIn;
import io.temoin.shredding.keys.KeyProviderContract;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.WrappedKeysetContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTransitIT extends WrappedKeysetContract
        implements KeyProviderContract, SigningProviderContract {

    private static final VaultServer SERVER = new VaultServer();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @TempDir static Path folder;

    private final SigningProvider provider =
            provider(new SignIn.TokenFile(file(VaultServer.TOKEN)));
    private final SigningProvider other = provider(new SignIn.TokenFile(file(VaultServer.TOKEN)));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void unseal() {
        SERVER.seal(false);
    }

    private static SigningProvider provider(SignIn signIn) {
        return provider(SERVER.address(), signIn);
    }

    private static SigningProvider provider(URI address, SignIn signIn) {
        return at(address, "transit", signIn);
    }

    private static SigningProvider at(String mount, SignIn signIn) {
        return at(SERVER.address(), mount, signIn);
    }

    private static SigningProvider at(URI address, String mount, SignIn signIn) {
        return new VaultTransit(
                VaultConnection.to(address, signIn, null, null, TIMEOUT, InstantSource.system()),
                mount,
                "temoin-test");
    }

    private static Path file(String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "secret", ".txt"), text + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public SigningProvider provider() {
        return provider;
    }

    @Override
    public SigningProvider otherProcess() {
        return other;
    }

    @Override
    public SigningProvider away() {
        return provider(
                URI.create("http://127.0.0.1:1"), new SignIn.TokenFile(file(VaultServer.TOKEN)));
    }

    @Test
    void signsInAsAnAppRoleAndAsAPod() {
        List<SignIn> methods =
                List.of(
                        new SignIn.AppRole(
                                "approle", VaultServer.ROLE, file(VaultServer.SECRET_ID)),
                        new SignIn.Kubernetes(
                                "kubernetes", VaultServer.ROLE, file(VaultServer.SERVICE_ACCOUNT)));

        for (SignIn method : methods) {
            assertThat(provider(method).createKey("contract")).startsWith("temoin-test-contract-");
        }
    }

    /** An agent replaces the file when the token ends. */
    @Test
    void readsTheTokenAnewForEveryRequest() throws IOException {
        Path token = file("a token that has ended");
        SigningProvider renewed = provider(new SignIn.TokenFile(token));
        assertRefuses(renewed);

        Files.writeString(token, VaultServer.TOKEN);

        assertThat(renewed.createKey("contract")).isNotEmpty();
    }

    @Test
    void saysThatItIsRefused() {
        assertRefuses(provider(new SignIn.TokenFile(file("another token"))));
        assertRefuses(
                provider(new SignIn.AppRole("approle", VaultServer.ROLE, file("another id"))));
        assertRefuses(at("no-such-mount", new SignIn.TokenFile(file(VaultServer.TOKEN))));
    }

    /** The engine was moved; the key is where it was. */
    @Test
    void takesAMissingMountForNoDestruction() {
        SigningProvider elsewhere =
                at("no-such-mount", new SignIn.TokenFile(file(VaultServer.TOKEN)));

        assertThatThrownBy(() -> elsewhere.destroyKey("temoin-test-epoch-1"))
                .isInstanceOf(KeyProviderUnavailable.class);
    }

    @Test
    void waitsForAServerThatIsSealedOrGone() {
        SERVER.seal(true);

        assertThatThrownBy(() -> provider.createKey("contract"))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        failure -> assertThat(failure.isRefusal()).isFalse())
                .hasMessageContaining("answered 503");
        assertThatThrownBy(
                        () ->
                                provider(
                                                URI.create("http://127.0.0.1:1"),
                                                new SignIn.TokenFile(file(VaultServer.TOKEN)))
                                        .createKey("contract"))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        failure -> assertThat(failure.isRefusal()).isFalse());
    }

    private static void assertRefuses(SigningProvider refusing) {
        assertThatThrownBy(() -> refusing.createKey("contract"))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> assertThat(refusal.isRefusal()).isTrue());
    }
}
