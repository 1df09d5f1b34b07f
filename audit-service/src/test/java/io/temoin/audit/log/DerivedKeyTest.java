// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A log has keys of its own, and the same ones for ever. */
class DerivedKeyTest {

    private static final byte[] SECRET = secret(1);

    /**
     * Computed apart: HKDF in Python, the keys of the seeds by openssl 3.5 ({@code genpkey
     * -algorithm ML-DSA-44 -pkeyopt hexseed:…}). A JDK that makes other keys of a seed would change
     * the keys of every log.
     */
    @Test
    void isTheSameOnEveryMachineAndJdk() {
        assertThat(DerivedKey.of(SECRET, SignatureType.ED25519, "log.example/a").key().toString())
                .isEqualTo("log.example/a+036f564d+AfaW6DTCDNCALpOqOD4NfbUONxrsnOgo4QVjb55lDlmR");
        assertThat(
                        DerivedKey.of(SECRET, SignatureType.ML_DSA_44_COSIGNATURE, "log.example/a")
                                .key()
                                .toString())
                .startsWith("log.example/a+066da581+BiItslwR34pG3XVOeygraVgB4kU7wGe/WK6hJ/XFV")
                .endsWith("NPtDf2t6/jHs5ef8pnloQtE=");
    }

    @Test
    void isAnotherForEachLogSecretAndType() {
        Set<Integer> ids =
                Stream.of(
                                DerivedKey.of(SECRET, SignatureType.ED25519, "log.example/a"),
                                DerivedKey.of(SECRET, SignatureType.ED25519, "log.example/b"),
                                DerivedKey.of(secret(2), SignatureType.ED25519, "log.example/a"),
                                DerivedKey.of(
                                        SECRET,
                                        SignatureType.ML_DSA_44_COSIGNATURE,
                                        "log.example/a"))
                        .map(signer -> signer.key().id())
                        .collect(Collectors.toSet());

        assertThat(ids).hasSize(4);
    }

    /** c2sp.org/tlog-policy has no key twice, and an operator has many logs. */
    @Test
    void onePolicyHoldsTheLogsOfOneSecret() {
        List<NoteSigner> logs =
                Stream.of("log.example/a", "log.example/b", "log.example/log-of-logs")
                        .flatMap(
                                name ->
                                        Stream.of(
                                                DerivedKey.of(SECRET, SignatureType.ED25519, name),
                                                DerivedKey.of(
                                                        SECRET,
                                                        SignatureType.ML_DSA_44_COSIGNATURE,
                                                        name)))
                        .toList();
        String policy =
                logs.stream()
                                .map(signer -> "log " + signer.key() + "\n")
                                .collect(Collectors.joining())
                        + "quorum none\n";

        TrustPolicy trusted = TrustPolicy.parse(policy.getBytes(StandardCharsets.UTF_8));

        assertThat(trusted.logs()).hasSize(6);
        for (NoteSigner signer : logs) {
            Checkpoint checkpoint = new Checkpoint(signer.key().name(), TreeHead.EMPTY);
            NoteSignature line =
                    signer.key().type().timestamped()
                            ? signer.cosign(checkpoint, 0)
                            : signer.sign(checkpoint.text());
            assertThat(trusted.verify(new SignedNote(checkpoint.text(), List.of(line))).log())
                    .hasSize(1);
        }
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }
}
