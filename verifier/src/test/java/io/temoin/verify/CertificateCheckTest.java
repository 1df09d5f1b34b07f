// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static io.temoin.verify.TestCertificate.HORIZON;
import static io.temoin.verify.TestCertificate.ORDER;
import static io.temoin.verify.TestCertificate.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.ErasureCertificate;
import io.temoin.transparency.note.SignatureType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was destroyed is told once it is proven; a certificate that states anything else is not. */
class CertificateCheckTest {

    private static final int BEFORE = 300;

    @TempDir private Path folder = Path.of("");

    private TestLog log = new TestLog(folder);
    private String policy = "";
    private TestCertificate certificate = new TestCertificate();

    @BeforeEach
    void publish() {
        log = new TestLog(folder);
        log.growTo(BEFORE);
        policy = log.write("policy.txt", log.policy()).toString();
        certificate = recorded(TestCertificate.entry(1), TestCertificate.entry(2));
    }

    private TestCertificate recorded(DisclosedEntry... entries) {
        int index = (int) log.head().size();
        log.append(List.of(entries).stream().map(entry -> entry.leaf().bytes()).toList());
        return TestCertificate.of(log, index, List.of(entries));
    }

    @Test
    void tellsWhatWasDestroyedByWhichRuleAndUntilWhenABackupMayHoldTheKey() {
        assertThat(check())
                .isEqualTo(
                        new Answer(
                                0,
                                """
                                0001 Recording %2$s1 of rhone-telecom: destroyed at 2026-11-24T23:10:02Z.
                                     Ground: PURPOSE_FULFILLED; rule PURPOSE_FULFILLED; purpose QUALITY; policy version 1; reference CNIL, durées.
                                     Order %1$s1, confirmed at 2026-11-24T23:10:03Z (index 300).
                                     The key k1 (RECORDING) was destroyed; a backup may hold it until %3$s at the latest.
                                0002 Recording %2$s2 of rhone-telecom: destroyed at 2026-11-24T23:10:02Z.
                                     Ground: PURPOSE_FULFILLED; rule PURPOSE_FULFILLED; purpose QUALITY; policy version 1; reference CNIL, durées.
                                     Order %1$s2, confirmed at 2026-11-24T23:10:03Z (index 301).
                                     The key k2 (RECORDING) was destroyed; a backup may hold it until %3$s at the latest.
                                All 2 destructions are proven: recorded as these lines show, and the record was not changed since. The log is log.example/audit, as it was with 302 entries; cosigned by witness.example at 2023-11-14T22:13:20Z. Whether other copies were made, nobody can prove.
                                """
                                        .formatted(ORDER, RECORDING, HORIZON),
                                ""));
    }

    @Test
    void saysWhatTheSenderSaysOfOlderDestructionsAndOfOneWithoutKey() {
        TestCertificate one =
                recorded(
                        TestCertificate.entry(
                                3,
                                "[\"erasedAt=2026-11-24T23:10:02Z\",\"horizon=" + HORIZON + "\"]"));
        one.document.put("predating", 4L);

        Answer answer = check(one.json());

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("There was no key; a backup may hold encrypted bytes until " + HORIZON)
                .contains("The destruction is proven")
                .contains("According to the sender, 4 more were recorded before");
    }

    /** Consents, decisions and notices are proven by number and digest, a sheet by its key. */
    @Test
    void tellsWhatWasDestroyedInABatch() {
        Answer answer =
                check(
                        recorded(
                                        TestCertificate.entry(
                                                3,
                                                """
                                                ["digest=00ff","disposed=2","erasedAt=2026-11-24T23:10:02Z",\
                                                "kind=CALL_DECISION"]""",
                                                Map.of(
                                                        "action",
                                                        "\"DISPOSITION_BATCH_CONFIRMED\"",
                                                        "recording",
                                                        "")),
                                        TestCertificate.entry(
                                                4,
                                                """
                                                ["document=d1","erasedAt=2026-11-24T23:10:02Z",\
                                                "horizon=2027-01-07T08:00:00Z","key=k1","kind=SHEET"]""",
                                                Map.of(
                                                        "action",
                                                        "\"DOCUMENT_DESTROYED\"",
                                                        "service",
                                                        "\"recording\"")))
                                .json());

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains(
                        "0001 2 x CALL_DECISION (digest of their ids: 00ff) of rhone-telecom: destroyed at")
                .contains("A backup may hold them; until when is not recorded.")
                .contains(
                        "0002 SHEET d1 of recording "
                                + RECORDING
                                + "4 of rhone-telecom: destroyed");
    }

    /** Of two rules each has its own text. What is no bound of ours is shown as it is. */
    @Test
    void tellsWhichTextIsBehindWhichRule() {
        Answer answer =
                check(
                        recorded(
                                        TestCertificate.entry(
                                                3,
                                                """
                                                ["bound=OBJECTED|TRAINING|v1|GDPR, Art. 21",\
                                                "bound=PURPOSE_PERIOD|QUALITY|v3|CNIL; six months",\
                                                "bound=a|b","erasedAt=2026-11-24T23:10:02Z",\
                                                "horizon=2027-01-07T08:00:00Z","reference=x","rule=y"]"""))
                                .json());

        assertThat(answer.out())
                .contains(
                        "\n     Ground: PURPOSE_FULFILLED."
                                + "\n     Rule OBJECTED of purpose TRAINING, policy version 1: GDPR,"
                                + " Art. 21."
                                + "\n     Rule PURPOSE_PERIOD of purpose QUALITY, policy version 3:"
                                + " CNIL; six months."
                                + "\n     Rule a|b."
                                + "\n     Order ")
                .doesNotContain("reference x");
    }

    @Test
    void tellsTheLogOfEachDestructionWhereThereAreSeveral() {
        TestLog other =
                new TestLog(
                        folder.resolve("other"),
                        TestLog.signer("log.example/other", SignatureType.ED25519),
                        log.witness,
                        0);
        DisclosedEntry there = TestCertificate.entry(4);
        other.append(List.of(there.leaf().bytes()));
        TestCertificate both =
                TestCertificate.of(
                        List.of(
                                ErasureCertificate.Item.of(
                                        TestCertificate.entry(1), log.proof(BEFORE)),
                                ErasureCertificate.Item.of(there, other.proof(0))));
        policy = log.write("both.txt", "log " + other.log.key() + "\n" + log.policy()).toString();

        Answer answer = check(both.json());

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .containsSubsequence(
                        "0001 Recording",
                        "\n     Log: log.example/audit.\n0002 Recording",
                        "\n     Log: log.example/other.\nAll 2 destructions are proven");
        assertThat(check().out()).doesNotContain("Log: ");
    }

    /** Nothing of it is believed that the log does not have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    recording   | other-recording
                    controller  | boreal
                    basis       | OBJECTED
                    confirmedAt | 2026-11-25T00:00:00Z
                    disposition | 01990000-0000-7000-8000-000000000077
                    """)
    void refusesAStatementThatTheEntryDoesNotMake(String member, String forged) {
        certificate.statement(1).put(member, forged);

        assertWrong(check(), "The statement is not what the entry says.");
    }

    @Test
    void refusesAForgedFact() {
        TestCertificate.objectAt(TestCertificate.value(certificate.statement(0), "facts"))
                .put("horizon", List.of("2026-11-24T23:10:02Z"));

        assertWrong(check(), "The statement is not what the entry says.");
    }

    /** Statement, entry, leaf and digest changed alike: only the log says otherwise. */
    @Test
    void refusesAnEntryThatTheLogDoesNotHave() {
        String forged = TestCertificate.of(log, BEFORE, List.of(TestCertificate.entry(9))).json();

        assertWrong(
                check(forged),
                "Destruction 0001 is not proven: The entry is not at index 300 of the tree of size"
                        + " 302.");
    }

    @Test
    void refusesTheProofOfAnotherLeaf() {
        Object first = TestCertificate.value(certificate.item(0), "proof");
        certificate.item(0).put("proof", TestCertificate.value(certificate.item(1), "proof"));
        certificate.item(1).put("proof", first);

        assertWrong(
                check(),
                "Destruction 0001 is not proven: The entry is not at index 301 of the tree of size"
                        + " 302.");
    }

    @Test
    void refusesTheEntryOrTheLeafOfAnotherDestruction() {
        Object leaf = TestCertificate.value(certificate.item(0), "leaf");
        certificate.item(0).put("leaf", TestCertificate.value(certificate.item(1), "leaf"));
        assertWrong(check(), "The leaf is not that of the entry.");

        certificate.item(0).put("leaf", leaf);
        certificate.item(0).put("entry", TestCertificate.value(certificate.item(1), "entry"));
        assertWrong(check(), "The leaf is not that of the entry.");
    }

    @Test
    void refusesItemsThatWereSwappedLeftOutOrRepeated() {
        Object first = certificate.items().removeFirst();
        assertWrong(check(), "The digest is not that of the items.");

        certificate.items().add(first);
        assertWrong(check(), "The digest is not that of the items.");

        certificate.items().add(first);
        assertWrong(check(), "The certificate has the same destruction twice.");

        certificate.items().clear();
        assertWrong(check(), "A certificate has 1 to 2000 destructions, not 0.");
    }

    /** A log of the same name, with another key. */
    @Test
    void refusesALogThatAnotherKeySigned() {
        TestLog forged = new TestLog(folder.resolve("forged"));
        forged.growTo(BEFORE);
        forged.append(List.of(TestCertificate.entry(1).leaf().bytes()));
        String resigned =
                TestCertificate.of(forged, BEFORE, List.of(TestCertificate.entry(1))).json();

        Answer answer = check(resigned);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("Wrong: Destruction 0001 is not proven: ")
                .endsWith(".\n");
    }

    /** The keys of another log do not vouch for this one. */
    @Test
    void refusesALogThatThePolicyDoesNotTrust() {
        TestLog other =
                new TestLog(
                        folder.resolve("other"),
                        TestLog.signer("log.example/other", SignatureType.ED25519),
                        0);
        String trusted = log.write("other.txt", other.policy()).toString();
        String file = log.write("certificate.json", certificate.json()).toString();

        Answer answer = Answer.to("verify-certificate", file, "--policy", trusted);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).startsWith("Wrong: Destruction 0001 is not proven: ");
    }

    @Test
    void refusesWhatIsNotTheSuitesOwnConfirmation() {
        for (Map<String, String> other :
                List.of(
                        Map.of("action", "\"DISPOSITION_ORDERED\""),
                        Map.of("service", "\"x-crm\""),
                        Map.of("event", "\"x-voix-du-rhone:crm:1\""),
                        Map.of("outcome", "\"REFUSED\""))) {
            certificate
                    .item(0)
                    .put(
                            "entry",
                            new String(
                                    TestCertificate.entry(1, "[\"horizon=x\"]", other).bytes(),
                                    StandardCharsets.UTF_8));
            assertWrong(check(), "The entry does not confirm that anything was destroyed.");
        }
    }

    @Test
    void saysThatAnOlderEntryPredatesCertificates() {
        certificate
                .item(0)
                .put(
                        "entry",
                        new String(
                                TestCertificate.entry(1, "[\"bytes=5\"]").bytes(),
                                StandardCharsets.UTF_8));

        assertWrong(
                check(),
                "This entry predates certificates: it does not say until when a backup may hold"
                        + " the key.");
    }

    @Test
    void findsEveryTruncation() {
        byte[] whole = certificate.json().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length += 7) {
            String cut = log.write("cut.json", Arrays.copyOf(whole, length)).toString();
            Answer answer = Answer.to("verify-certificate", cut, "--policy", policy);
            assertThat(answer.status()).as("first %d bytes", length).isEqualTo(1);
            assertThat(answer.out()).isEmpty();
        }
    }

    /** Whatever is changed, it is no certificate any more, or it says the same. */
    @Test
    void findsEveryChangedByte() {
        byte[] whole = certificate.json().getBytes(StandardCharsets.UTF_8);
        Answer right = check();
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            Answer answer =
                    Answer.to(
                            "verify-certificate",
                            log.write("changed.json", changed).toString(),
                            "--policy",
                            policy);
            if (answer.status() == 0) {
                assertThat(StrictText.utf8(changed, "changed").strip().replaceAll("\\s", ""))
                        .as("byte %d", at)
                        .isEqualTo(certificate.json().replaceAll("\\s", ""));
                assertThat(answer).isEqualTo(right);
            } else {
                assertThat(answer.status()).as("byte %d", at).isEqualTo(1);
                assertThat(answer.err()).doesNotContain("Exception");
            }
        }
    }

    @Test
    void refusesMembersThatNobodyVerifies() {
        certificate.document.put("note", "all copies are gone");

        assertWrong(check(), "The certificate lacks a member, or has one that it cannot have.");
    }

    @Test
    void refusesMembersOfAStatementThatNobodyVerifies() {
        certificate.statement(0).put("copies", "all are gone");

        assertWrong(check(), "The certificate lacks a member, or has one that it cannot have.");
    }

    @Test
    void refusesExtraDataOfAProofWhichNobodySigned() {
        String proof = String.valueOf(TestCertificate.value(certificate.item(0), "proof"));
        certificate.item(0).put("proof", proof.replaceFirst("\n", "\nextra Y29waWVz\n"));

        assertWrong(
                check(), "The proof of the certificate has extra data, which nobody has signed.");
    }

    @Test
    void refusesAHorizonBeforeTheDestruction() {
        certificate
                .item(0)
                .put(
                        "entry",
                        new String(
                                TestCertificate.entry(
                                                1,
                                                "[\"erasedAt=2026-11-24T23:10:02Z\","
                                                        + "\"horizon=2026-11-24T23:10:01Z\"]")
                                        .bytes(),
                                StandardCharsets.UTF_8));

        assertWrong(check(), "The entry's horizon lies before the destruction.");
    }

    @Test
    void cannotTellWithoutReadableFiles() {
        String file = log.write("certificate.json", certificate.json()).toString();
        for (String[] words :
                new String[][] {
                    {"verify-certificate", folder.resolve("none").toString(), "--policy", policy},
                    {"verify-certificate", folder.toString(), "--policy", policy},
                    {"verify-certificate", file, "--policy", folder.resolve("none").toString()},
                    {"verify-certificate", file},
                    {"verify-certificate", "--policy", policy},
                }) {
            Answer answer = Answer.to(words);
            assertThat(answer.status()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(answer.err()).startsWith("Cannot tell: ");
        }
    }

    private Answer check() {
        return check(certificate.json());
    }

    private Answer check(String json) {
        String file = log.write("certificate.json", json).toString();
        return Answer.to("verify-certificate", file, "--policy", policy);
    }

    private static void assertWrong(Answer answer, String sentence) {
        assertThat(answer).isEqualTo(new Answer(1, "", "Wrong: " + sentence + "\n"));
    }
}
