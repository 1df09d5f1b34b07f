// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an audit entry says, without saying it: the digests of its fields, sorted bytewise so that
 * their order tells nothing of their names. Its value is
 *
 * <pre>SHA-256("cc-audit/v1" ‖ n ‖ d_1 ‖ … ‖ d_n)</pre>
 *
 * <p>where the label is 11 ASCII bytes without a length, n is the number of digests in one unsigned
 * byte (1 to 255), and each digest has 32 bytes.
 *
 * @param digests those of the fields, ascending, no two the same
 */
public record Commitment(List<Hash> digests) {

    /** The most fields an entry can have. */
    public static final int MOST = 255;

    private static final byte[] LABEL = "cc-audit/v1".getBytes(StandardCharsets.US_ASCII);

    /** Refuses no or too many digests, and any order but the ascending one without repetition. */
    public Commitment {
        if (digests.isEmpty() || digests.size() > MOST) {
            throw new Untrusted("An entry has 1 to 255 fields, not " + digests.size() + ".");
        }
        for (int i = 1; i < digests.size(); i++) {
            if (digests.get(i - 1).compareTo(digests.get(i)) >= 0) {
                throw new Untrusted("The digests of an entry are not in ascending order.");
            }
        }
        digests = List.copyOf(digests);
    }

    /** The commitment to these fields; no two may have one name. */
    public static Commitment to(Collection<Disclosure> fields) {
        requireDifferentNames(fields);
        return new Commitment(fields.stream().map(Disclosure::digest).sorted().toList());
    }

    /** The commitment to fields of which the digests are known, in any order. */
    public static Commitment of(Collection<Hash> digests) {
        return new Commitment(digests.stream().sorted().toList());
    }

    /** Reads the digests back: base64, one a line. */
    public static Commitment parse(String text) {
        return new Commitment(
                StrictText.lines(text, "The list of digests").stream().map(Hash::parse).toList());
    }

    /** The digests in base64, one a line. */
    public String text() {
        StringBuilder text = new StringBuilder();
        digests.forEach(digest -> text.append(digest).append('\n'));
        return text.toString();
    }

    /** The 32 bytes that stand in the leaf. */
    public Hash value() {
        // In one piece, which a digest reads faster than several.
        byte[] content = new byte[LABEL.length + 1 + digests.size() * Hash.SIZE];
        System.arraycopy(LABEL, 0, content, 0, LABEL.length);
        content[LABEL.length] = (byte) digests.size();
        for (int i = 0; i < digests.size(); i++) {
            digests.get(i).copyTo(content, LABEL.length + 1 + i * Hash.SIZE);
        }
        return Hash.of(Sha256.digest().digest(content));
    }

    /**
     * Checks that these fields are of the entry. Fields that are not shown stay hidden.
     *
     * @throws Untrusted when one is not, or is shown twice
     */
    public void verify(Collection<Disclosure> shown) {
        requireDifferentNames(shown);
        Set<Hash> known = new HashSet<>(digests);
        for (Disclosure field : shown) {
            if (!known.contains(field.digest())) {
                throw new Untrusted(
                        "The field "
                                + field.name()
                                + " is not one that the entry was recorded"
                                + " with.");
            }
        }
    }

    private static void requireDifferentNames(Collection<Disclosure> fields) {
        Set<String> names = new HashSet<>();
        for (Disclosure field : fields) {
            if (!names.add(field.name())) {
                throw new Untrusted("The field " + field.name() + " appears twice.");
            }
        }
    }
}
