// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.Quorum.Group;
import io.temoin.transparency.trust.Quorum.Nobody;
import io.temoin.transparency.trust.Quorum.Witness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one policy file, line by line: a name must be defined before it is used, so there are no
 * circles. The file is octets, read as ISO 8859-1 so that each octet stays what it is; only keys
 * have to be UTF-8.
 */
final class PolicyReader {

    /** Logs, witnesses and groups, each; the specification wants at least 32. */
    private static final int MOST = 256;

    /** The words of a witness's line that says where it is asked. */
    private static final int WITH_ADDRESS = 4;

    private static final int LONGEST_FILE = 4_000_000;
    private static final String NONE = "none";

    private final List<VerifierKey> logs = new ArrayList<>();
    private final List<VerifierKey> witnesses = new ArrayList<>();
    private final Map<VerifierKey, String> addresses = new HashMap<>();
    private final Map<String, Quorum> named = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private @Nullable Quorum quorum;
    private int line;

    TrustPolicy read(byte[] file) {
        if (file.length > LONGEST_FILE) {
            throw new Untrusted("The policy is longer than four million bytes.");
        }
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\r') >= 0) {
            throw new Untrusted(
                    "The policy has lines that end in CR LF, as Windows writes them; they have to end"
                            + " in LF alone (c2sp.org/tlog-policy).");
        }
        if (text.chars().anyMatch(PolicyReader::forbidden)) {
            throw new Untrusted("The policy contains a control character.");
        }
        for (String each : StrictText.lines(text, "The policy")) {
            line++;
            List<String> words = words(each);
            if (!words.isEmpty() && !words.getFirst().startsWith("#")) {
                define(words);
            }
        }
        if (quorum == null) {
            throw new Untrusted("The policy has no quorum line.");
        }
        return new TrustPolicy(logs, witnesses, addresses, quorum);
    }

    private void define(List<String> words) {
        switch (words.getFirst()) {
            case "log" -> log(words);
            case "witness" -> witness(words);
            case "group" -> group(words);
            case "quorum" -> quorum(words);
            default -> throw at("begins with neither log, witness, group nor quorum");
        }
    }

    private void log(List<String> words) {
        requireCount(words, 2, 3, "log <vkey> [<url>]");
        VerifierKey key = key(words.get(1));
        if (key.type() == SignatureType.ED25519_COSIGNATURE) {
            throw at("has a witness's key for a log");
        }
        add(key, logs);
    }

    private void witness(List<String> words) {
        requireCount(words, 3, WITH_ADDRESS, "witness <name> <vkey> [<url>]");
        VerifierKey key = key(words.get(2));
        if (!key.type().timestamped()) {
            throw at("has a log's key for a witness");
        }
        add(key, witnesses);
        if (words.size() == WITH_ADDRESS) {
            addresses.put(key, words.getLast());
        }
        name(words.get(1), new Witness(words.get(1), key));
    }

    private void group(List<String> words) {
        requireCount(words, 4, Integer.MAX_VALUE, "group <name> all|any|<k> <name>...");
        List<String> names = words.subList(3, words.size());
        List<Quorum> group = new ArrayList<>();
        for (String name : names) {
            Quorum member = named.get(name);
            if (member == null) {
                throw at("names a witness or group that is not defined above it");
            }
            if (!members.add(name)) {
                throw at("names a member that is already in a group");
            }
            group.add(member);
        }
        int threshold = threshold(words.get(2), names.size());
        name(words.get(1), new Group(words.get(1), threshold, group));
    }

    private int threshold(String word, int members) {
        long threshold =
                switch (word) {
                    case "all" -> members;
                    case "any" -> 1;
                    default -> StrictText.decimal(word, "The threshold in line " + line);
                };
        if (threshold < 1 || threshold > members) {
            throw at("has a threshold that is not between 1 and its number of members");
        }
        return (int) threshold;
    }

    private void quorum(List<String> words) {
        requireCount(words, 2, 2, "quorum <name>");
        if (quorum != null) {
            throw at("is a second quorum line");
        }
        quorum = words.get(1).equals(NONE) ? new Nobody() : named.get(words.get(1));
        if (quorum == null) {
            throw at("names a witness or group that is not defined above it");
        }
    }

    private void name(String name, Quorum quorum) {
        if (name.equals(NONE) || named.putIfAbsent(name, quorum) != null) {
            throw at("defines a name a second time, or the name none");
        }
        if (named.size() > 2 * MOST) {
            throw at("is one witness or group too many");
        }
    }

    private void add(VerifierKey key, List<VerifierKey> keys) {
        if (keys.stream().anyMatch(key::sameKeyAs)) {
            throw at("has a key that is already in the policy");
        }
        if (keys.size() == MOST) {
            throw at("is one key too many; the maximum is 256");
        }
        keys.add(key);
    }

    private VerifierKey key(String word) {
        byte[] octets = word.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return VerifierKey.parse(StrictText.utf8(octets, "The key"));
        } catch (Untrusted fault) {
            throw at("has an invalid key: " + fault.getMessage());
        }
    }

    private void requireCount(List<String> words, int least, int most, String form) {
        if (words.size() < least || words.size() > most) {
            throw at("does not have the form \"" + form + "\"");
        }
    }

    private Untrusted at(String fault) {
        return new Untrusted(
                "Line " + line + " of the policy " + fault + (fault.endsWith(".") ? "" : "."));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split("[ \t]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean forbidden(int octet) {
        return octet < 0x20 ? octet != '\t' && octet != '\n' : octet == 0x7f;
    }
}
