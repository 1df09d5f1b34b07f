// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.note.VerifierKey;
import java.util.HexFormat;
import java.util.List;

/**
 * A log that is watched.
 *
 * @param origin its name, which is the first line of its checkpoints and the name of its keys
 * @param keys the keys that may sign for it; more than one while a key is replaced
 */
record WatchedLog(String origin, List<VerifierKey> keys) {

    WatchedLog {
        keys = List.copyOf(keys);
    }

    /** Under which name files and addresses have the log (c2sp.org/tlog-witness). */
    String hash() {
        return hash(origin);
    }

    /** The SHA-256 hash of an origin, in lower case hex. */
    static String hash(String origin) {
        return HexFormat.of()
                .formatHex(Sha256.digest().digest(StrictText.bytes(origin, "The origin")));
    }
}
