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
            Issued at:              {at}

            What this is
            ------------
            Entries from the audit trail of a call centre, each with a proof that it was recorded as
            it appears here and has not been changed since. If you have the keys of the log from
            another source, you do not need to trust the sender of this bundle.

              case.html                   the entries as a page, for reading; opens in any browser
                                          and needs no network
              entries/0001.disclosures    the fields of entry 1 that are disclosed
              entries/0001.tlog-proof     the proof that entry 1 is in the signed log
              policy.txt                  the keys that the sender trusts
              verify.py                   a script that verifies the bundle with Python and openssl
              manifest.txt                SHA-256 of every other file

            case.html groups the fields under When, What, Who, Where from, Why, Concerning, How and
            Trace. "Withheld" fields were recorded but are not disclosed here; they could still be.
            The content of "erased" fields can no longer be read by anyone, because the data of the
            person was erased: the trail has an entry SUBJECT_ERASED about it. Both kinds still
            count in the proof: no field can be added, changed or removed without detection.

            How to verify it
            ----------------
            1. Get the verifier temoin-verify.jar from the source of Temoin (module "verifier"), or
               from somebody you trust, but not from the sender of this bundle. It needs Java 25 and
               nothing else: no network, no account.
            {verifier}2. Get the keys of the log from a source other than this bundle: from a witness that
               watches the log, from an auditor or an authority that has kept them, or by asking the
               operator through a separate channel. Write them into a file in the format of
               policy.txt.
            3. Run

                 java -jar temoin-verify.jar verify-bundle bundle.zip --policy your-policy.txt

               It prints every proven entry and exits with 0 if everything is correct, including
               case.html. It exits with 1 and names the fault if anything is wrong, and with 2 if it
               cannot tell. Without --policy it takes the keys from policy.txt and prints them; it is
               then up to you to compare them.

            Without that program
            --------------------
            verify.py performs the same checks with Python 3.8 and openssl 3 (3.5 for ML-DSA-44),
            without any program of ours; only case.html is not checked. Unpack the bundle and run

              python3 -I verify.py --policy your-policy.txt

            The script comes from the sender of this bundle, too. Read it before you run it: it is
            short. Or compare its SHA-256 with that of the script in the source of Temoin:

              {script}

            Do not leave out -I: without it, Python may run other files of this folder before the
            script can find that they do not belong here.

            To check by hand: "sha256sum --check manifest.txt" shows whether all files arrived as
            they were packed. The formats are published: c2sp.org/tlog-proof,
            c2sp.org/tlog-checkpoint, c2sp.org/signed-note, c2sp.org/tlog-cosignature, RFC 6962. For
            each entry

              digest of a field = SHA-256( salt || name || 00 || value )
              commitment        = SHA-256( "cc-audit/v1" || n || d_1 || ... || d_n )
              leaf              = 01 || id || commitment

            where salt is base64-decoded, name and value are the bytes as they appear in the file,
            d_1 to d_n are the digests of all fields in ascending order, including those in
            "withheld" and "erased" lines, n is their number in one byte, and id is the UUID in 16
            bytes. The proof then leads from SHA-256( 00 || leaf ) to the root in its checkpoint. An
            Ed25519 key of the log has signed the first three lines of the checkpoint, including
            their newlines. The signature is base64 in the line "- <name of the log> ..." (the dash
            is an em dash, U+2014), after four bytes that identify the key. With these 64 bytes in
            "signature", the three lines in "signed", and the key in "key.pem",

              openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile signature

            shows whether the signature is valid. The key is the last 32 bytes of the base64 in a
            line "log <name>+<id>+<base64>" of the policy. In base64, after these 16 letters, it is
            the content of a PEM file "PUBLIC KEY": MCowBQYDK2VwAyEA

            What it does not prove
            ----------------------
            It does not prove that these are all entries of the case: a bundle is a selection. It
            does not prove that what was recorded is true: the trail records what the services were
            told. Nor does it prove that the time of an entry is right: it is the clock time of the
            service that acted; the time in a cosignature is the witness's own.
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
        return "   The sender's service offers the verifier it was built with; its SHA-256 is in\n"
                + "   the address. That proves no more than the word of the sender:\n\n"
                + "     "
                + address
                + "\n\n";
    }
}
