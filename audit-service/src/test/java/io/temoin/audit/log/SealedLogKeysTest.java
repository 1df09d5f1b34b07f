// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.TestVault;
import io.temoin.transparency.tree.TreeHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Keys of the logs that a key provider seals. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SealedLogKeysTest {

    private static final String SHARD = "helios-2026-2";

    @TempDir private Path folder;
    private TestVault vault;
    private KeyProviders providers;
    private Path file;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @BeforeEach
    void start() {
        vault = new TestVault(folder);
        providers = vault.providers(Duration.ofSeconds(5));
        file = folder.resolve("log-keys.pem");
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private interface Command {
        int run();
    }

    private int ran(Command command) {
        Map<String, String> settings = new HashMap<>(vault.settings());
        settings.put("TEMOIN_LOG_KEY_FILE", file.toString());
        settings.forEach(System::setProperty);
        try {
            return command.run();
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static CheckpointSigner signer(Path file, KeyProviders providers) {
        return new CheckpointSigner(
                "audit.example.org/v1/logs", LogKeys.read(file, providers), false);
    }

    @Test
    void aCreatedKeyIsSealedAndSigns() throws IOException {
        assertThat(ran(() -> new CreateLogKeysCommand().run(out, out))).as(said()).isZero();

        assertThat(said()).contains("It holds no private key in clear");
        assertThat(Files.readString(file))
                .contains("BEGIN TEMOIN SEALED PRIVATE KEY")
                .doesNotContain("BEGIN PRIVATE KEY");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String checkpoint = signer(file, providers).sign(SHARD, TreeHead.EMPTY).note();
        assertThat(signer(file, providers).hasSigned(SHARD, checkpoint)).isTrue();
    }

    /** Witnesses and verifiers notice nothing. */
    @Test
    void aSealedFileHasTheSameKeys() throws IOException {
        LogKeys.readOrCreate(file, TestVault.none());
        LogKeys.readOrCreate(folder.resolve("second.pem"), TestVault.none());
        Files.writeString(
                file, Files.readString(file) + Files.readString(folder.resolve("second.pem")));
        CheckpointSigner before = signer(file, TestVault.none());

        assertThat(ran(() -> new SealLogKeysCommand().run(out, out))).as(said()).isZero();

        Path sealed = folder.resolve("log-keys.pem.sealed");
        assertThat(signer(sealed, providers).verifierKeys(SHARD))
                .hasSize(2)
                .isEqualTo(before.verifierKeys(SHARD));
        assertThat(Files.readString(sealed)).doesNotContain("BEGIN PRIVATE KEY");

        file = sealed;
        assertThat(ran(() -> new SealLogKeysCommand().run(out, out))).isOne();
        assertThat(said()).contains("No private key of the file is in clear");
    }

    @Test
    void needsTheProviderThatSealedIt() {
        ran(() -> new CreateLogKeysCommand().run(out, out));

        assertThatIllegalStateException()
                .isThrownBy(() -> LogKeys.read(file, TestVault.none()))
                .withMessageContaining("sealed by a key provider");
        assertThatIllegalStateException()
                .isThrownBy(() -> LogKeys.check(file, TestVault.none()))
                .withMessageContaining("sealed by a key provider");
        try (TestVault another = new TestVault(folder)) {
            KeyProviders others = another.providers(Duration.ofSeconds(5));
            assertThatThrownBy(() -> LogKeys.read(file, others))
                    .hasMessageContaining("refused with 400");
        }
    }

    /** It is asked later in a start, which then waits for it. */
    @Test
    void isCheckedWithoutAskingTheProvider() {
        ran(() -> new CreateLogKeysCommand().run(out, out));
        vault.server().seal(true);

        assertThatNoException().isThrownBy(() -> LogKeys.check(file, providers));
    }

    /** Whoever can write the file must not have us sign for a key of his own. */
    @Test
    void refusesASealedKeyBeforeAnotherPublicKey() throws IOException {
        ran(() -> new CreateLogKeysCommand().run(out, out));
        LogKeysTest.putBeforeAnotherPublicKey(file);

        assertThatIllegalStateException()
                .isThrownBy(() -> LogKeys.read(file, providers))
                .withMessageContaining("the wrapped key does not open");
    }
}
