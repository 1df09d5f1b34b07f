// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.verifier.VerifierJar;
import io.temoin.transparency.entry.VerifyScript;
import java.time.Instant;

/** The file of a bundle that says in words what it is and how to verify it. */
final class Readme {

    private static final String LOGS = "/v1/logs";

    private static final String TEXT =
            """
            EVIDENCE FROM AN AUDIT TRAIL

            Entries in this bundle: {entries}
            Handed out at:          {at}

            What this is
            ------------
            Entries of the audit trail of a call centre, each with a proof that it was recorded as
            it stands here and was not changed since. You need not trust whoever gave you the
            bundle, if you have the keys of the log from somebody else.

              case.html                   the entries as a page, for reading; opens in any browser,
                                          needs no network
              entries/0001.disclosures    the fields of entry 1 that are shown
              entries/0001.tlog-proof     the proof that entry 1 is in the signed log
              policy.txt                  the keys that the sender believes
              verify.py                   a script that verifies it with Python and openssl
              manifest.txt                SHA-256 of every other file

            What a field means is in case.html. "Withheld" fields were recorded and are not shown,
            and could be; of "erased" ones nobody can tell any more what they said, since the person
            was erased: the trail has an entry SUBJECT_ERASED about it. Both still count in the
            proof: nobody can add, change or take away a field without its being noticed.

            How to verify it
            ----------------
            1. Get the verifier temoin-verify.jar from the source of Temoin (module "verifier"), or
               from somebody you trust, and not from whoever gave you this bundle. It needs Java 25
               and nothing else: no network, no account.
            {verifier}2. Get the keys of the log from somebody else than the bundle: from a witness that
               watches the log, from an auditor or an authority that has kept them, or by asking the
               operator on another way. Write them into a file in the form of policy.txt.
            3. Run

                 java -jar temoin-verify.jar verify-bundle bundle.zip --policy your-policy.txt

               It prints every entry that is proven and ends with 0, if case.html shows the same,
               too. It ends with 1 and says what is wrong if anything is, and with 2 if it
               cannot tell. Without --policy it takes the keys from policy.txt, prints them, and
               leaves it to you to compare them.

            Without that program
            --------------------
            verify.py does the same with Python 3.8 and openssl 3 (3.5 for ML-DSA-44) and nothing of
            ours; only case.html it does not read. Unpack the bundle and run

              python3 verify.py --policy your-policy.txt

            Whoever gave you this bundle gave you the script, too. So read it before you run it: it
            is short. Or compare its SHA-256 with the one that comes with the source of Temoin:

              {script}

            And by hand: "sha256sum --check manifest.txt" shows whether all files arrived as they
            were packed. The formats are published: c2sp.org/tlog-proof, c2sp.org/tlog-checkpoint,
            c2sp.org/signed-note, c2sp.org/tlog-cosignature, RFC 6962. For each entry

              digest of a field = SHA-256( salt || name || 00 || value )
              commitment        = SHA-256( "cc-audit/v1" || n || d_1 || ... || d_n )
              leaf              = 01 || id || commitment

            where salt is base64-decoded, name and value are the bytes as they stand in the file,
            d_1 to d_n are the digests of all fields, those in "withheld" and "erased" lines
            included, in ascending order, n is their number in one byte, and id is the UUID in 16
            bytes. The proof then leads from SHA-256( 00 || leaf ) to the root in its checkpoint. The
            first three lines of the checkpoint, newlines included, are what an Ed25519 key of the
            log has signed; the signature is base64 in the line "- <name of the log> ..." (the dash
            is a long one, U+2014), after four bytes that tell the key. With these 64 bytes in
            "signature", the three lines in "signed", and the key in "key.pem",

              openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile signature

            says whether the signature holds. The key is the last 32 bytes of the base64 in a line
            "log <name>+<id>+<base64>" of the policy. In base64, after these 16 letters, it is the
            content of a PEM file "PUBLIC KEY": MCowBQYDK2VwAyEA

            What it does not prove
            ----------------------
            That these are all entries of the case: a bundle is a selection. That what was recorded
            is true: the trail says what the services were told. And that the time of an entry is
            right: it is the clock of the service that acted; a witness's time is its own.
            """;

    private Readme() {}

    /**
     * The text.
     *
     * @param verifier where the sender has the verifier, if it has; lines of the text
     */
    static String text(int entries, Instant at, String verifier) {
        return TEXT.replace("{entries}", Integer.toString(entries))
                .replace("{at}", at.toString())
                .replace("{script}", VerifyScript.sha256())
                .replace("{verifier}", verifier);
    }

    /**
     * Where the verifier is.
     *
     * @param prefix where strangers find the logs, without a scheme
     * @param sha256 of the verifier that this service was built with
     */
    static String verifier(String prefix, String sha256) {
        String path = VerifierJar.path(sha256);
        String address =
                prefix.endsWith(LOGS)
                        ? "https://" + prefix.substring(0, prefix.length() - LOGS.length()) + path
                        : path + " on its server";
        return "   The sender's service offers the one that it was built with, which is the"
                + " sender's\n"
                + "   word and no more; its SHA-256 is in the address:\n\n"
                + "     "
                + address
                + "\n\n";
    }
}
