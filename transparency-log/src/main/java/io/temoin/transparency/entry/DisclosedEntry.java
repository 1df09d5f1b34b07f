// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An audit entry as it is handed out: the fields that are shown, each with its salt, and the
 * digests of those that are not. Together they are what the leaf commits to, so whoever has the
 * leaf's proof knows that nothing was changed, left out or added, and learns of a field that is not
 * shown only that there is one, and why it is not: a withheld one could be shown, of an erased one
 * nobody has the salt any more. That is what the sender says; the proof is the same for both.
 *
 * <p>Its text form takes no JSON parser:
 *
 * <pre>
 * temoin-disclosures/v1
 * id 0193577c-1234-4abc-8def-0123456789ab
 * field action qqqq… "LISTENING_GRANTED"
 * withheld u7u7…
 * erased w8w8…
 * </pre>
 *
 * <p>The fields stand in the order of their names, then the withheld and then the erased digests,
 * each kind in ascending order, and every line ends in a newline: an entry that shows the same has
 * one spelling. A value may hold any character but the controls below the space; whoever prints one
 * has to take care of the rest.
 *
 * @param id the random id in the leaf
 * @param fields what is shown, ascending by name
 * @param withheld the digests of what could be shown and is not, ascending
 * @param erased the digests of what was erased with the person of whom it told, ascending
 */
public record DisclosedEntry(
        UUID id, List<Disclosure> fields, List<Hash> withheld, List<Hash> erased) {

    /** The most bytes that are read. */
    public static final int LONGEST = 1_000_000;

    private static final String WHAT = "The disclosed entry";
    private static final String FIRST = "temoin-disclosures/v1";
    private static final String ID = "id ";
    private static final Pattern ID_LINE =
            Pattern.compile("id [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String FIELD = "field ";
    private static final String WITHHELD = "withheld ";
    private static final String ERASED = "erased ";
    private static final Comparator<Disclosure> BY_NAME = Comparator.comparing(Disclosure::name);

    /** Refuses fields and digests in disorder, twice, none at all, or too many. */
    public DisclosedEntry {
        for (int i = 1; i < fields.size(); i++) {
            if (BY_NAME.compare(fields.get(i - 1), fields.get(i)) >= 0) {
                throw new Untrusted("The fields of the entry are not in the order of their names.");
            }
        }
        requireAscending(withheld, "withheld");
        requireAscending(erased, "erased");
        fields = List.copyOf(fields);
        withheld = List.copyOf(withheld);
        erased = List.copyOf(erased);
        commitment(fields, withheld, erased);
    }

    private static void requireAscending(List<Hash> digests, String kind) {
        for (int i = 1; i < digests.size(); i++) {
            if (digests.get(i - 1).compareTo(digests.get(i)) >= 0) {
                throw new Untrusted("The " + kind + " digests of the entry are not in order.");
            }
        }
    }

    /** An entry of these fields and digests, in any order. */
    public static DisclosedEntry of(
            UUID id,
            Collection<Disclosure> fields,
            Collection<Hash> withheld,
            Collection<Hash> erased) {
        return new DisclosedEntry(
                id,
                fields.stream().sorted(BY_NAME).toList(),
                withheld.stream().sorted().toList(),
                erased.stream().sorted().toList());
    }

    /** Reads the bytes of the text form; every entry has one. */
    public static DisclosedEntry parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new Untrusted(WHAT + " is longer than a million bytes.");
        }
        String text = StrictText.utf8(bytes, WHAT);
        StrictText.refuseControls(text, WHAT);
        List<String> lines = StrictText.lines(text, WHAT);
        if (lines.size() < 3 || !lines.getFirst().equals(FIRST)) {
            throw new Untrusted(WHAT + " does not begin with \"" + FIRST + "\" and an id.");
        }
        List<Disclosure> fields = new ArrayList<>();
        List<Hash> withheld = new ArrayList<>();
        List<Hash> erased = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            if (line.startsWith(FIELD) && withheld.isEmpty() && erased.isEmpty()) {
                fields.add(Disclosure.parse(line.substring(FIELD.length())));
            } else if (line.startsWith(WITHHELD) && erased.isEmpty()) {
                withheld.add(Hash.parse(line.substring(WITHHELD.length())));
            } else if (line.startsWith(ERASED)) {
                erased.add(Hash.parse(line.substring(ERASED.length())));
            } else {
                throw new Untrusted(WHAT + " has a line that does not belong there.");
            }
        }
        return new DisclosedEntry(id(lines.get(1)), fields, withheld, erased);
    }

    private static UUID id(String line) {
        if (!ID_LINE.matcher(line).matches()) {
            throw new Untrusted(WHAT + " has no id in its second line.");
        }
        return UUID.fromString(line.substring(ID.length()));
    }

    /** The bytes of the text form. They hold the shown values in clear. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        text.append(ID).append(id).append('\n');
        fields.forEach(field -> text.append(FIELD).append(field.line()).append('\n'));
        withheld.forEach(digest -> text.append(WITHHELD).append(digest).append('\n'));
        erased.forEach(digest -> text.append(ERASED).append(digest).append('\n'));
        return StrictText.bytes(text.toString(), WHAT);
    }

    /** The leaf that commits to this entry, computed anew from what is shown and what is not. */
    public AuditLeaf leaf() {
        return new AuditLeaf(id, commitment(fields, withheld, erased).value());
    }

    /** The value of a field, canonical JSON; none if it is not shown or the entry has none. */
    public Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Disclosure::value)
                .findFirst();
    }

    private static Commitment commitment(
            List<Disclosure> fields, List<Hash> withheld, List<Hash> erased) {
        return new Commitment(
                Stream.of(
                                fields.stream().map(Disclosure::digest),
                                withheld.stream(),
                                erased.stream())
                        .flatMap(Function.identity())
                        .sorted()
                        .toList());
    }

    /** No value: it may be a person's. */
    @Override
    public String toString() {
        return "DisclosedEntry[" + id + "]";
    }
}
