// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import io.temoin.eventsourcing.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * The list of what an erasure took, as the database's function {@code forget_subject} writes it: 32
 * bytes for each entry, of its id, of the actor that it still names, and of the digests that stay.
 */
public final class ErasedEntries {

    private static final HexFormat HEX = HexFormat.of();

    /** Bytes of what stands for an entry. */
    private static final int SIZE = 32;

    private final String digest;
    private final Set<String> each = new HashSet<>();

    private ErasedEntries(byte[] list) {
        this.digest = HEX.formatHex(Sha256.digest().digest(list));
        for (int at = 0; at + SIZE <= list.length; at += SIZE) {
            each.add(HEX.formatHex(list, at, at + SIZE));
        }
    }

    /** Reads a list. */
    public static ErasedEntries of(byte[] list) {
        return new ErasedEntries(list);
    }

    /** What the log commits to, hexadecimal. */
    public String digest() {
        return digest;
    }

    /**
     * Whether the erasure took just this of an entry.
     *
     * @param actor whom the entry names as the actor afterwards
     * @param digests of what told of the person, one after the other
     */
    public boolean contains(String entry, String actor, byte[] digests) {
        return each.contains(digestOf(entry, actor, digests));
    }

    /** What stands for that in a list, hexadecimal. */
    public static String digestOf(String entry, String actor, byte[] digests) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update((entry + "\n" + actor + "\n").getBytes(StandardCharsets.UTF_8));
        return HEX.formatHex(sha256.digest(digests));
    }
}
