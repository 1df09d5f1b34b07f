// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.TestKeys;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifiedSignature;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Policies of c2sp.org/tlog-policy, on the example of that specification. */
class TrustPolicyTest {

    private static final String ORIGIN = "example.com/log";
    private static final Checkpoint CHECKPOINT =
            new Checkpoint(ORIGIN, new TreeHead(123, Hash.of(new byte[32])));
    private static final NoteSigner LOG = TestKeys.fresh(ORIGIN, SignatureType.ED25519);
    private static final List<NoteSigner> X = witnesses("x", SignatureType.ED25519_COSIGNATURE);
    private static final List<NoteSigner> Y = witnesses("y", SignatureType.ML_DSA_44_COSIGNATURE);

    private static final String WITNESSES =
            "log "
                    + LOG.key()
                    + "\n\n"
                    + "witness X1 "
                    + X.get(0).key()
                    + "\n"
                    + "witness X2 "
                    + X.get(1).key()
                    + " https://x2.example/\n"
                    + "witness X3 "
                    + X.get(2).key()
                    + "\n"
                    + "  # a comment\n"
                    + "\twitness  Y1\t"
                    + Y.get(0).key()
                    + "  \n"
                    + "witness Y2 "
                    + Y.get(1).key()
                    + "\n"
                    + "witness Y3 "
                    + Y.get(2).key()
                    + "\n";
    private static final String EXAMPLE =
            WITNESSES
                    + "group X-witnesses 2 X1 X2 X3\n"
                    + "group Y-witnesses any Y1 Y2 Y3\n"
                    + "group X-and-Y all X-witnesses Y-witnesses\n"
                    + "quorum X-and-Y\n";

    @Test
    void asksForTwoOfTheOneAndOneOfTheOther() {
        TrustPolicy policy = policy(EXAMPLE);
        assertThat(policy.logs()).containsExactly(LOG.key());
        assertThat(policy.witnesses()).hasSize(6);
        assertThat(policy.addresses())
                .containsExactly(Map.entry(X.get(1).key(), "https://x2.example/"));
        accepted(policy, X.get(0), X.get(2), Y.get(1));
        accepted(policy, X.get(0), X.get(1), X.get(2), Y.get(0), Y.get(1), Y.get(2));
        tooFew(policy, X.get(0), X.get(1), X.get(2));
        tooFew(policy, X.get(0), Y.get(0), Y.get(1), Y.get(2));
        tooFew(policy, X.get(0), X.get(0), Y.get(0));
        tooFew(policy);
    }

    @Test
    void tellsWhoSignedAndWhen() {
        TrustedCheckpoint trusted = policy(EXAMPLE).verify(note(X.get(0), X.get(1), Y.get(2)));
        assertThat(trusted.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(trusted.log()).extracting(VerifiedSignature::key).containsExactly(LOG.key());
        assertThat(trusted.witnesses())
                .extracting(VerifiedSignature::time)
                .containsExactly(1_000L, 1_001L, 1_002L);
    }

    @Test
    void takesOneWitnessOrNone() {
        TrustPolicy one = policy(WITNESSES + "quorum X2\n");
        accepted(one, X.get(1));
        tooFew(one, X.get(0), X.get(2));
        accepted(policy(WITNESSES + "quorum none\n"));
        accepted(policy("quorum none\nlog " + LOG.key() + " https://log.example/a\n"));
    }

    @Test
    void takesALogThatSignsWithMlDsa() {
        NoteSigner log = TestKeys.fresh(ORIGIN, SignatureType.ML_DSA_44_COSIGNATURE);
        TrustPolicy policy = policy("log " + log.key() + "\nquorum none\n");
        SignedNote note = new SignedNote(CHECKPOINT.text(), List.of(log.cosign(CHECKPOINT, 0)));
        assertThat(policy.verify(note).log()).hasSize(1);
    }

    @Test
    void refusesALogThatIsNotTrustedAndOneThatDidNotSign() {
        TrustPolicy policy = policy(EXAMPLE);
        Checkpoint other = new Checkpoint("example.com/other", CHECKPOINT.head());
        SignedNote foreign = new SignedNote(other.text(), List.of(LOG.sign(other.text())));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> policy.verify(foreign))
                .withMessage("The policy trusts no log named example.com/other.");
        SignedNote unsigned =
                new SignedNote(
                        CHECKPOINT.text(),
                        List.of(
                                X.get(0).cosign(CHECKPOINT, 1),
                                X.get(1).cosign(CHECKPOINT, 1),
                                Y.get(0).cosign(CHECKPOINT, 1)));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> policy.verify(unsigned))
                .withMessage("The checkpoint is not signed by the log example.com/log.");
        // A second log of the policy cannot sign for the first.
        NoteSigner second = TestKeys.fresh("example.com/second", SignatureType.ED25519);
        TrustPolicy both = policy("log " + LOG.key() + "\nlog " + second.key() + "\nquorum none\n");
        SignedNote bySecond =
                new SignedNote(CHECKPOINT.text(), List.of(second.sign(CHECKPOINT.text())));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> both.verify(bySecond));
    }

    @Test
    void refusesPoliciesThatBreakARule() {
        String x1 = "witness X1 " + X.get(0).key() + "\n";
        String x2 = "witness X2 " + X.get(1).key() + "\n";
        String log = "log " + LOG.key() + "\n";
        VerifierKey sameAsX1 = renamed(X.get(0));
        refused("", "quorum none", "quorum none\r\n", "quorum none\u0001\n", "quorum none\u007f\n");
        refused(log, "quorum\n", "quorum X1\n", "quorum none x\n", "quorum none\nquorum none\n");
        refused(
                "logs " + LOG.key() + "\nquorum none\n",
                "log\nquorum none\n",
                "log x\nquorum none\n");
        refused(log + log + "quorum none\n", "log " + LOG.key() + " u v\nquorum none\n");
        refused(
                "log " + X.get(0).key() + "\nquorum none\n",
                "witness X1 " + LOG.key() + "\nquorum X1\n");
        refused(x1 + x1 + "quorum X1\n", x1 + "witness X2 " + sameAsX1 + "\nquorum X1\n");
        refused(
                x1 + "witness X1 " + X.get(1).key() + "\nquorum X1\n",
                "witness none " + X.get(0).key() + "\nquorum none\n");
        refused(
                "quorum X1\n" + x1,
                "witness X1 " + X.get(0).key() + " u v\nquorum X1\n",
                "witness X1\nquorum none\n");
        for (String group :
                List.of(
                        "group g all",
                        "group g X1",
                        "group g any",
                        "group g 0 X1",
                        "group g 3 X1 X2",
                        "group g 01 X1",
                        "group g -1 X1",
                        "group g all X1 X1",
                        "group g any X3",
                        "group X1 any X2",
                        "group none any X1",
                        "group g any g",
                        "group g any none",
                        "group g any X1\ngroup h any X1",
                        "group g 99999999999999999999 X1")) {
            refused(x1 + x2 + group + "\nquorum X1\n");
        }
    }

    @Test
    void readsAsMuchAsTheSpecificationWants() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            file.append("log ")
                    .append(TestKeys.fresh("l" + i, SignatureType.ED25519).key())
                    .append('\n');
            file.append("witness w")
                    .append(i)
                    .append(' ')
                    .append(TestKeys.fresh("w" + i, SignatureType.ED25519_COSIGNATURE).key())
                    .append('\n');
            file.append("group g").append(i).append(" any w").append(i).append('\n');
        }
        TrustPolicy policy = policy(file + "quorum g31\n");
        assertThat(policy.logs()).hasSize(32);
        assertThat(policy.quorum()).isInstanceOf(Quorum.Group.class);
    }

    /** Octets above ASCII are names like others, and are not made into letters. */
    @Test
    void keepsNamesAsOctets() {
        byte[] good =
                ("witness \u00c9\u0001 " + X.get(0).key() + "\nquorum \u00c9\u0001\n")
                        .replace('\u0001', '\u00ff')
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(TrustPolicy.parse(good).quorum()).isInstanceOf(Quorum.Witness.class);
        byte[] kelvin =
                ("witness \u212a " + X.get(0).key() + "\nquorum K\n")
                        .getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> TrustPolicy.parse(kelvin));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> TrustPolicy.parse(new byte[4_000_001]));
    }

    @Test
    void damagedPoliciesAreReadOrRefused() {
        byte[] file = EXAMPLE.getBytes(StandardCharsets.UTF_8);
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Mutations.damaged(file, random);
            try {
                // No policy can come out that trusts a log key which was not in it.
                assertThat(List.of(LOG.key()))
                        .as("seed %d, round %d", seed, i)
                        .containsAll(TrustPolicy.parse(damaged).logs());
            } catch (Untrusted refusal) {
                assertThat(refusal.getMessage()).endsWith(".");
            }
        }
    }

    private static VerifierKey renamed(NoteSigner signer) {
        String key = signer.key().toString();
        byte[] typed = Base64.getDecoder().decode(key.split("\\+", 3)[2]);
        byte[] spki = new byte[44];
        System.arraycopy(HexFormat.of().parseHex("302a300506032b6570032100"), 0, spki, 0, 12);
        System.arraycopy(typed, 1, spki, 12, 32);
        try {
            return VerifierKey.of(
                    "another.example",
                    SignatureType.ED25519_COSIGNATURE,
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<NoteSigner> witnesses(String name, SignatureType type) {
        List<NoteSigner> witnesses = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            witnesses.add(TestKeys.fresh(name + i + ".example", type));
        }
        return witnesses;
    }

    private static SignedNote note(NoteSigner... witnesses) {
        List<NoteSignature> lines = new ArrayList<>(List.of(LOG.sign(CHECKPOINT.text())));
        for (NoteSigner witness : witnesses) {
            lines.add(witness.cosign(CHECKPOINT, 999 + lines.size()));
        }
        return new SignedNote(CHECKPOINT.text(), lines);
    }

    private static void accepted(TrustPolicy policy, NoteSigner... witnesses) {
        assertThat(policy.verify(note(witnesses)).checkpoint()).isEqualTo(CHECKPOINT);
    }

    private static void tooFew(TrustPolicy policy, NoteSigner... witnesses) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> policy.verify(note(witnesses)))
                .withMessageStartingWith("Too few witnesses");
    }

    private static void refused(String... files) {
        for (String file : files) {
            assertThatExceptionOfType(Untrusted.class).as(file).isThrownBy(() -> policy(file));
        }
    }

    private static TrustPolicy policy(String file) {
        return TrustPolicy.parse(file.getBytes(StandardCharsets.UTF_8));
    }
}
