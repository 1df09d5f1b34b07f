// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedPseudonymKeyTest {

    private static final byte[] KEY = "thirty-two bytes of a secret key".getBytes(UTF_8);

    @TempDir Path folder;

    @Test
    void isReadAsItWasWritten() {
        assertThat(SharedPseudonymKey.of("consent", KEY).write(file()))
                .contains(file().toString())
                .doesNotContain(base64(KEY));

        SharedPseudonymKey read = SharedPseudonymKey.read(file());

        assertThat(read.secret()).isEqualTo(KEY);
        assertThat(read.service()).isEqualTo("consent");
        assertThat(read.open(KeyProviders.ofEnvironment("retention"))).isEqualTo(KEY);
        assertThat(read.toString()).doesNotContain(base64(KEY));
    }

    /** People would be taken for others. */
    @Test
    void isRefusedWhenItIsNotTheKeyOfItsCheckValue() throws IOException {
        SharedPseudonymKey.of("consent", KEY).write(file());
        byte[] other = KEY.clone();
        other[0]++;
        Files.writeString(file(), Files.readString(file()).replace(base64(KEY), base64(other)));

        assertThatThrownBy(() -> SharedPseudonymKey.read(file()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not have the check value")
                .hasMessageNotContaining(base64(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "secret, but no JSON",
                "{\"service\": \"consent\", \"check\": \"00\"}",
                "{\"service\": \"consent\", \"check\": \"00\", \"secret\": \"secret!\"}",
                "{\"service\": \"consent\", \"check\": \"00\", \"sealed\": \"secret\"}"
            })
    void isRefusedWhenTheFileHoldsSomethingElse(String content) throws IOException {
        SharedPseudonymKey.of("consent", KEY).write(file());
        Files.writeString(file(), content);

        assertThatThrownBy(() -> SharedPseudonymKey.read(file()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("share-pseudonym-key")
                .hasMessageNotContaining("secret,");
    }

    @Test
    void isRefusedWhenOthersMayReadIt() throws IOException {
        SharedPseudonymKey.of("consent", KEY).write(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> SharedPseudonymKey.read(file()))
                .hasMessageContaining("owner only");
    }

    @Test
    void doesNotOpenSealedWithoutAProvider() throws IOException {
        SharedPseudonymKey.of("consent", KEY).write(file());
        Files.writeString(
                file(),
                Files.readString(file())
                        .replaceFirst("\"secret\" : \".*\"", "\"sealed\" : \"a2V5.c2VhbGVk\""));

        assertThatThrownBy(
                        () ->
                                SharedPseudonymKey.read(file())
                                        .open(KeyProviders.ofEnvironment("retention")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("temoin.key-provider.type");
    }

    @Test
    void opensSealedWithItsProvider() throws IOException {
        try (TestVault vault = new TestVault(folder)) {
            KeyProviders providers = vault.providers(Duration.ofSeconds(5));
            SharedPseudonymKey clear = SharedPseudonymKey.of("consent", KEY);
            byte[] content = providers.once(provider -> clear.sealedBy(provider).content());
            NewKeyFile.write(file(), content);

            SharedPseudonymKey sealed = SharedPseudonymKey.read(file());

            assertThat(file()).content().doesNotContain(base64(KEY), "\"secret\"");
            assertThat(sealed.secret()).isNull();
            assertThat(sealed.checkValue()).isEqualTo(clear.checkValue());
            assertThat(sealed.open(providers)).isEqualTo(KEY);
            assertThatThrownBy(() -> providers.once(sealed::sealedBy))
                    .hasMessageContaining("sealed already");
        }
    }

    private Path file() {
        return folder.resolve("person-key.json");
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
