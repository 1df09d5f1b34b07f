// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The list of an evidence bundle's files with their SHA-256, in the form that {@code sha256sum
 * --check} reads, after two lines of comment with the version and the number of entries:
 *
 * <pre>
 * # temoin-evidence/v1
 * # entries 1
 * 9f86d0…  README.txt
 * </pre>
 *
 * <p>It shows that a bundle arrived as it was packed. Who packed it, and that the entries are
 * genuine, their proofs alone show.
 *
 * @param entries how many entries the bundle has
 * @param files SHA-256 in lower-case hexadecimal digits by the file's name, ascending: all files
 *     that such a bundle has, but the manifest itself
 */
public record BundleManifest(int entries, SortedMap<String, String> files) {

    /** The manifest's own name in a bundle. */
    public static final String NAME = "manifest.txt";

    /** The keys and witnesses that its packer believes (c2sp.org/tlog-policy). */
    public static final String POLICY = "policy.txt";

    /** What verifies the bundle with Python and openssl: {@link VerifyScript}. */
    public static final String SCRIPT = "verify.py";

    /** The most entries a bundle can have. */
    public static final int MOST_ENTRIES = 1_000;

    private static final String WHAT = "The manifest";
    private static final String FIRST = "# temoin-evidence/v1";
    private static final String ENTRIES = "# entries ";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9./-]{1,40})");

    /** Refuses no or too many entries, and other files than a bundle of so many has. */
    public BundleManifest {
        SortedSet<String> expected = names(entries);
        for (String name : expected) {
            if (!files.containsKey(name)) {
                throw new Untrusted(
                        WHAT + " does not name " + name + ", though it counts " + entries + ".");
            }
        }
        for (String name : files.keySet()) {
            if (!expected.contains(name)) {
                throw new Untrusted(
                        WHAT + " names " + name + ", though it counts " + entries + ".");
            }
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The number of an entry as it is written everywhere; entries are counted from 1. */
    public static String number(int entry) {
        return String.format(Locale.ROOT, "%04d", entry);
    }

    /** The file with the fields of an entry. */
    public static String disclosures(int entry) {
        return "entries/" + number(entry) + ".disclosures";
    }

    /** The file with the proof of an entry (c2sp.org/tlog-proof). */
    public static String proof(int entry) {
        return "entries/" + number(entry) + ".tlog-proof";
    }

    /**
     * The files that a bundle of so many entries has, beside its manifest.
     *
     * @throws Untrusted when no bundle has so many
     */
    public static SortedSet<String> names(int entries) {
        if (entries < 1 || entries > MOST_ENTRIES) {
            throw new Untrusted("A bundle has 1 to 1000 entries, not " + entries + ".");
        }
        SortedSet<String> names = new TreeSet<>(List.of(POLICY, SCRIPT));
        for (BundleLanguage language : BundleLanguage.values()) {
            names.add(language.readme());
            names.add(language.page());
        }
        for (int entry = 1; entry <= entries; entry++) {
            names.add(disclosures(entry));
            names.add(proof(entry));
        }
        return names;
    }

    /** Reads the bytes of a manifest; every manifest has one form. */
    public static BundleManifest parse(byte[] bytes) {
        List<String> lines = StrictText.lines(StrictText.utf8(bytes, WHAT), WHAT);
        boolean begins =
                lines.size() >= 2
                        && lines.getFirst().equals(FIRST)
                        && lines.get(1).startsWith(ENTRIES);
        if (!begins) {
            throw new Untrusted(WHAT + " does not begin with its version and count.");
        }
        long entries = StrictText.decimal(lines.get(1).substring(ENTRIES.length()), "The count");
        TreeMap<String, String> files = new TreeMap<>();
        for (String line : lines.subList(2, lines.size())) {
            var read = LINE.matcher(line);
            if (!read.matches()) {
                throw new Untrusted(
                        WHAT + " has a line that is not a hash and the name of a file.");
            }
            String name = read.group(2);
            if (!files.isEmpty() && files.lastKey().compareTo(name) >= 0) {
                throw new Untrusted(WHAT + " does not name every file once and in order.");
            }
            files.put(name, read.group(1));
        }
        return new BundleManifest((int) Math.min(entries, MOST_ENTRIES + 1L), files);
    }

    /** The bytes of the file. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        text.append(ENTRIES).append(entries).append('\n');
        files.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return StrictText.bytes(text.toString(), WHAT);
    }

    /**
     * Checks that the bundle has these files, with this content in each, and no others.
     *
     * @param contents every file of the bundle but the manifest
     * @throws Untrusted when it has not
     */
    public void verify(Map<String, byte[]> contents) {
        for (String name : contents.keySet()) {
            if (!files.containsKey(name)) {
                throw new Untrusted(
                        "The bundle has " + name + ", which the manifest does not name.");
            }
        }
        files.forEach(
                (name, hash) -> {
                    if (!contents.containsKey(name)) {
                        throw new Untrusted(
                                WHAT
                                        + " has "
                                        + name
                                        + ", which the bundle does not"
                                        + " contain.");
                    }
                    if (!sha256(Objects.requireNonNull(contents.get(name))).equals(hash)) {
                        throw new Untrusted(name + " does not match the manifest.");
                    }
                });
    }

    /** SHA-256 in hexadecimal digits, as it stands in a manifest. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Sha256.digest().digest(content));
    }
}
