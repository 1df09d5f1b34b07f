// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that says which logs are watched: one verifier key a line, empty lines and lines that
 * begin with # aside. Keys of one name are keys of one log.
 */
final class LogList {

    private LogList() {}

    /**
     * Reads the file.
     *
     * @throws CannotRun when there is none, or a line is no log's key
     */
    static List<WatchedLog> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CannotRun("There is no file " + file + " that lists the logs.");
        }
        try {
            return parse(StrictText.utf8(Files.readAllBytes(file), "The list of logs"));
        } catch (Untrusted fault) {
            throw new CannotRun(file + ": " + fault.getMessage());
        }
    }

    /** The logs that a text lists, in its order; throws {@link Untrusted} with the line. */
    static List<WatchedLog> parse(String text) {
        Map<String, List<VerifierKey>> logs = new LinkedHashMap<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                add(lines.get(i), "Line " + (i + 1) + " ", logs);
            }
        }
        return logs.entrySet().stream()
                .map(log -> new WatchedLog(log.getKey(), log.getValue()))
                .toList();
    }

    private static void add(String line, String where, Map<String, List<VerifierKey>> logs) {
        VerifierKey key;
        try {
            key = VerifierKey.parse(line);
        } catch (Untrusted fault) {
            throw new Untrusted(where + "is not a verifier key: " + fault.getMessage());
        }
        if (key.type() == SignatureType.ED25519_COSIGNATURE) {
            throw new Untrusted(where + "has the key of a witness, not of a log.");
        }
        List<VerifierKey> keys = logs.computeIfAbsent(key.name(), _ -> new ArrayList<>());
        if (keys.contains(key)) {
            throw new Untrusted(where + "has a key that is already listed above.");
        }
        keys.add(key);
    }
}
