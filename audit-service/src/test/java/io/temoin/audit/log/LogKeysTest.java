// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.temoin.keystart.TestVault;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogKeysTest {

    private static final String PROFILE = "quarkus.profile";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys.pem");
    }

    @Test
    void makesAKeyForItsOwnerOnlyAndReadsItAgain() throws IOException {
        KeyPair made = LogKeys.readOrCreate(file, TestVault.none()).getFirst();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(LogKeys.read(file, TestVault.none()))
                .singleElement()
                .satisfies(pair -> assertSame(pair, made));
        assertThat(LogKeys.readOrCreate(file, TestVault.none()).getFirst().getPublic())
                .isEqualTo(made.getPublic());
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void makesItsFolderToo() {
        Path deep = folder.resolve("services/audit/keys.pem");

        assertThat(LogKeys.readOrCreate(deep, TestVault.none())).hasSize(1);
        assertThat(deep).exists();
    }

    /** Two replicas of an installation that has no key yet start at once, on one folder. */
    @Test
    void thoseThatMakeItAtOnceAllUseTheFirst() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                Path shared = folder.resolve("shared-" + round + ".pem");
                var start = new CyclicBarrier(4);
                Callable<KeyPair> replica =
                        () -> {
                            start.await();
                            return LogKeys.readOrCreate(shared, TestVault.none()).getFirst();
                        };

                var read = threads.invokeAll(Collections.nCopies(4, replica));

                assertThat(read)
                        .extracting(key -> key.get().getPublic())
                        .containsOnly(
                                LogKeys.read(shared, TestVault.none()).getFirst().getPublic());
            }
        }
    }

    private static void assertSame(KeyPair pair, KeyPair made) {
        assertThat(pair.getPublic()).isEqualTo(made.getPublic());
        VerifierKey key = VerifierKey.of("a/log", SignatureType.ED25519, pair.getPublic());
        String text = new Checkpoint("a/log", TreeHead.EMPTY).text();
        SignedNote note =
                new SignedNote(text, List.of(new NoteSigner(key, pair.getPrivate()).sign(text)));
        assertThat(note.verify(List.of(key)).text()).isEqualTo(text);
    }

    @Test
    void readsSeveralPairsInTheirOrder() throws IOException {
        KeyPair first = LogKeys.readOrCreate(file, TestVault.none()).getFirst();
        Path other = folder.resolve("other.pem");
        KeyPair second = LogKeys.readOrCreate(other, TestVault.none()).getFirst();
        Files.writeString(file, Files.readString(file) + Files.readString(other));

        assertThat(LogKeys.read(file, TestVault.none()))
                .extracting(KeyPair::getPublic)
                .isEqualTo(List.of(first.getPublic(), second.getPublic()));
    }

    @Test
    void refusesWhatOthersMayRead() throws IOException {
        LogKeys.readOrCreate(file, TestVault.none());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatIllegalStateException()
                .isThrownBy(() -> LogKeys.read(file, TestVault.none()))
                .withMessageContaining("chmod 600");
    }

    @Test
    void refusesAFileWithoutPairs() throws IOException {
        LogKeys.readOrCreate(file, TestVault.none());
        String pem = Files.readString(file);
        Files.writeString(file, pem.substring(0, pem.indexOf("-----BEGIN PUBLIC")));

        assertThatIllegalStateException()
                .isThrownBy(() -> LogKeys.read(file, TestVault.none()))
                .withMessageContaining("does not contain pairs");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LogKeys.read(file, TestVault.none()))
                .withMessageContaining(file + " with the keys that sign the logs")
                .withMessageContaining("TEMOIN_LOG_KEY_FILE");
    }

    @Test
    void refusesAKeyBeforeAnotherPublicKeyWhenItIsChecked() throws IOException {
        LogKeys.readOrCreate(file, TestVault.none());
        assertThatNoException().isThrownBy(() -> LogKeys.check(file, TestVault.none()));
        putBeforeAnotherPublicKey(file);

        assertThatIllegalStateException()
                .isThrownBy(() -> LogKeys.check(file, TestVault.none()))
                .withMessageContaining("does not belong to the public key")
                .withMessageContaining("Restore it from a backup");
    }

    /** Whoever starts it by another name than the demonstration's has to bring the key. */
    @ParameterizedTest
    @ValueSource(strings = {"prod", "production", "prod,demo"})
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void areMadeByNobodyInProduction(String profile) {
        String before = System.setProperty(PROFILE, profile);
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> CheckpointSigner.keysOf(file, TestVault.none()));
        } finally {
            if (before == null) {
                System.clearProperty(PROFILE);
            } else {
                System.setProperty(PROFILE, before);
            }
        }
        assertThat(file).doesNotExist();
    }

    /** Writes the public key of another pair behind the private key in the file. */
    static void putBeforeAnotherPublicKey(Path file) throws IOException {
        Path other = file.resolveSibling("other.pem");
        LogKeys.readOrCreate(other, TestVault.none());
        String own = Files.readString(file);
        String foreign = Files.readString(other);
        Files.writeString(
                file,
                own.substring(0, own.indexOf("-----BEGIN PUBLIC"))
                        + foreign.substring(foreign.indexOf("-----BEGIN PUBLIC")));
    }
}
