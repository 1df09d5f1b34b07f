// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import java.io.PrintStream;
import java.util.List;

/**
 * The command line. Ends with 0 when what was asked is so, with 1 when it is not, and with 2 when
 * it cannot be told; one sentence says why.
 */
public final class Verify {

    static final int SO = 0;
    static final int NOT_SO = 1;
    static final int UNANSWERED = 2;

    static final String HELP =
            """
            temoin-verify checks the claims of a transparency log without trusting it.

              temoin-verify verify-proof FILE --policy FILE [--leaf FILE]
                  Is the entry in a log that the policy trusts (c2sp.org/tlog-proof, tlog-policy)?
                  The entry is the content of --leaf, or else the extra data of the proof.
              temoin-verify verify-bundle FILE.zip [--policy FILE]
                  Is every entry of an evidence bundle in a log that the policy trusts, and was it
                  recorded as it is shown? Prints what is proven. Without --policy the keys are
                  those of the bundle, which you then have to compare with keys from elsewhere.
              temoin-verify verify-certificate FILE --policy FILE
                  Is every destruction that a certificate of erasure states recorded so in a log
                  that the policy trusts? Prints what was destroyed, when, by which rule, and until
                  when a backup may hold the key.
              temoin-verify verify-package FOLDER
                  Does an unpacked access package have every file that its manifest states,
                  unchanged, and no other? Prints what the package says is missing from it.
              temoin-verify fsck URL (--key VKEY | --policy FILE)
                  Does the log have all entries and tiles of the tree that it signed? With --policy,
                  a log that was pruned after its retention period passes as well.
              temoin-verify consistency URL FROM TO (--key VKEY | --policy FILE)
                  Were entries only added to the log, from FROM to TO and on to what it signs now?
                  FROM and TO are sizes, or files with checkpoints that you kept. If the log was
                  properly pruned (--policy), only its last head can still be compared.

            URL begins with https:, http: or file:. VKEY is the log's verifier key (name+id+key).
            A policy may list several keys of a log, and says which witnesses have to cosign it.
            Exit status: 0 if the claim is true, 1 if it is false, 2 if that cannot be determined.
            """;

    private final PrintStream out;
    private final PrintStream err;

    Verify(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs one command and ends the program. */
    public static void main(String[] words) {
        System.exit(new Verify(System.out, System.err).run(List.of(words)));
    }

    int run(List<String> words) {
        if (words.contains("--help")) {
            out.print(HELP);
            return SO;
        }
        try {
            out.println(answer(words));
            return SO;
        } catch (Untrusted finding) {
            return wrong(finding.getMessage());
        } catch (MissingPart part) {
            return wrong(part.getMessage());
        } catch (CannotVerify obstacle) {
            err.println("Cannot tell: " + obstacle.getMessage());
            return UNANSWERED;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            // Nothing was found out about the log, so this must not look like a finding (1).
            err.println(
                    "Cannot tell: this program failed unexpectedly: " + PlainText.of(what(fault)));
            return UNANSWERED;
        }
    }

    /** For a report: the kind of fault, what it says, and the place in this program. */
    private static String what(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return fault + (trace.length == 0 ? "" : " (at " + trace[0] + ")");
    }

    /** The sentence may repeat what was read, such as the name of a log. */
    private int wrong(String sentence) {
        err.println("Wrong: " + PlainText.of(sentence));
        return NOT_SO;
    }

    private static String answer(List<String> words) {
        if (words.isEmpty()) {
            throw Arguments.wrong("There is no command.");
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "verify-proof" -> ProofCheck.of(rest).answer();
            case "verify-bundle" -> BundleCheck.of(rest).answer();
            case "verify-certificate" -> CertificateCheck.of(rest).answer();
            case "verify-package" -> PackageCheck.of(rest).answer();
            case "fsck" -> LogCheck.of(rest).answer();
            case "consistency" -> GrowthCheck.of(rest).answer();
            default -> throw Arguments.wrong("There is no command " + words.getFirst() + ".");
        };
    }
}
