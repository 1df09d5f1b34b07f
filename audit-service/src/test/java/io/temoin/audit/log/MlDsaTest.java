// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.keystart.TestVault;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TreeHead;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second kind of signature, beside the one that every verifier reads. */
class MlDsaTest {

    private static final String PREFIX = "audit.example.org/v1/logs";

    @TempDir private Path folder = Path.of("");
    private CheckpointSigner both = new CheckpointSigner(PREFIX, List.of(), true);
    private CheckpointSigner classic = new CheckpointSigner(PREFIX, List.of(), false);

    @BeforeEach
    void read() {
        var keys = LogKeys.readOrCreate(folder.resolve("keys.pem"), TestVault.none());
        both = new CheckpointSigner(PREFIX, keys, true);
        classic = new CheckpointSigner(PREFIX, keys, false);
    }

    @Test
    void signsACheckpointWithBothKindsOfKey() {
        SignedNote note = both.sign("a", TreeHead.EMPTY);

        assertThat(both.verifierKeys("a"))
                .extracting(VerifierKey::type)
                .containsExactly(SignatureType.ED25519, SignatureType.ML_DSA_44_COSIGNATURE);
        for (VerifierKey key : both.verifierKeys("a")) {
            assertThat(note.verify(List.of(key)).signedBy(key)).isTrue();
        }
        assertThat(classic.verifierKeys("a")).containsExactly(both.verifierKeys("a").getFirst());
    }

    /** It can be turned on, and off, at any time: the other kind of key stays what it was. */
    @Test
    void goesOnWithALogThatEitherHasSigned() {
        assertThat(both.hasSigned("a", classic.sign("a", TreeHead.EMPTY).note())).isTrue();
        assertThat(classic.hasSigned("a", both.sign("a", TreeHead.EMPTY).note())).isTrue();
        assertThat(both.hasSigned("b", both.sign("a", TreeHead.EMPTY).note())).isFalse();
    }

    /** ML-DSA-44 has a form for checkpoints alone; the log of logs has the statement. */
    @Test
    void signsAStatementOfPruningWithEd25519() {
        SignedNote statement =
                both.signPruning(
                        "a",
                        TreeHead.EMPTY,
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Period.ofMonths(12),
                        Instant.parse("2026-01-02T00:00:00Z"));

        assertThat(statement.signatures()).hasSize(1);
        statement.verify(both.verifierKeys("a"));
    }
}
