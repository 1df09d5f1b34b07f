// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import java.time.Instant;

/** The file of a bundle that says in words what it is and how to verify it. */
final class Readme {

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
            2. Get the keys of the log from somebody else than the bundle: from a witness that
               watches the log, from an auditor or an authority that has kept them, or by asking the
               operator on another way. Write them into a file in the form of policy.txt.
            3. Run

                 java -jar temoin-verify.jar verify-bundle bundle.zip --policy your-policy.txt

               It prints every entry that is proven and ends with 0. It ends with 1 and says what is
               wrong if anything is, and with 2 if it cannot tell. Without --policy it takes the keys
               from policy.txt, prints them, and leaves it to you to compare them.

            Without that program
            --------------------
            "sha256sum --check manifest.txt" shows whether all files arrived as they were packed.
            The formats are published: c2sp.org/tlog-proof, c2sp.org/tlog-checkpoint,
            c2sp.org/signed-note, RFC 6962. For each entry

              digest of a field = SHA-256( salt || name || 00 || value )
              commitment        = SHA-256( "cc-audit/v1" || n || d_1 || ... || d_n )
              leaf              = 01 || id || commitment

            where salt is base64-decoded, name and value are the bytes as they stand in the file,
            d_1 to d_n are the digests of all fields, those in "withheld" and "erased" lines
            included, in ascending order, n is their number in one byte, and id is the UUID in 16 bytes. The
            proof then leads from SHA-256( 00 || leaf ) to the root in its checkpoint.

            What it does not prove
            ----------------------
            That these are all entries of the case: a bundle is a selection. That what was recorded
            is true: the trail says what the services were told. And that the time of an entry is
            right: it is the clock of the service that acted; a witness's time is its own.
            """;

    private Readme() {}

    static String text(int entries, Instant at) {
        return TEXT.replace("{entries}", Integer.toString(entries)).replace("{at}", at.toString());
    }
}
