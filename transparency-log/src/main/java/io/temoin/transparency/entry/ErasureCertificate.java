// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictJson;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import io.temoin.transparency.trust.TrustedCheckpoint;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A certificate of erasure: one or more confirmed destructions, each with the audit entry that says
 * so and the proof that the signed log has it. It is a JSON document (contracts/certificate), and
 * nothing in it is signed but the log: whoever has the log's keys verifies it offline.
 *
 * @param items in the order of the document
 * @param predating how many more destructions the sender says there are that predate certificates
 */
public record ErasureCertificate(List<Item> items, long predating) {

    /** The first member of every certificate. */
    public static final String FORMAT = "temoin-certificate/v1";

    /** The most destructions in one document: a batch of 1,000 documents has one more. */
    public static final int MOST_ITEMS = 2_000;

    /** The most bytes that are read. */
    public static final int LONGEST = 16_000_000;

    static final String WHAT = "The certificate";

    private static final Set<String> MEMBERS = Set.of("format", "digest", "predating", "items");
    private static final Set<String> ITEM = Set.of("statement", "leaf", "entry", "proof");

    /**
     * One destruction.
     *
     * @param statement what the entry says of it
     * @param entry the entry, of which the fields about persons are not shown
     * @param proof that a log has its leaf
     */
    public record Item(ErasureStatement statement, DisclosedEntry entry, TlogProof proof) {

        /** A destruction, said in the words of its entry. */
        public static Item of(DisclosedEntry entry, TlogProof proof) {
            return new Item(ErasureStatement.of(entry), entry, proof);
        }

        /**
         * Checks that a log that the policy trusts has the entry.
         *
         * @throws Untrusted with the first reason why not
         */
        public TrustedCheckpoint verify(TrustPolicy policy) {
            return proof.verify(entry.leaf().bytes(), policy);
        }

        private static Item parse(Object json) {
            Map<String, Object> members = StrictJson.members(json, WHAT);
            requireOnly(members, ITEM);
            DisclosedEntry entry =
                    DisclosedEntry.parse(StrictText.bytes(text(members, "entry"), WHAT));
            Item item = of(entry, proof(StrictText.bytes(text(members, "proof"), WHAT)));
            if (!text(members, "leaf").equals(StrictText.base64(entry.leaf().bytes()))) {
                throw new Untrusted("The leaf is not that of the entry.");
            }
            if (!ErasureStatement.parse(member(members, "statement")).equals(item.statement())) {
                throw new Untrusted("The statement is not what the entry says.");
            }
            return item;
        }

        private static TlogProof proof(byte[] bytes) {
            TlogProof proof = TlogProof.parse(bytes);
            if (proof.extra() != null) {
                throw new Untrusted(
                        "The proof of the certificate has extra data, which nobody has signed.");
            }
            return proof;
        }
    }

    /** Refuses no or too many destructions, and one that is there twice. */
    public ErasureCertificate {
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new Untrusted(
                    "A certificate has 1 to 2000 destructions, not " + items.size() + ".");
        }
        Set<AuditLeaf> leaves = new HashSet<>();
        for (Item item : items) {
            if (!leaves.add(item.entry().leaf())) {
                throw new Untrusted("The certificate has the same destruction twice.");
            }
        }
        items = List.copyOf(items);
    }

    /**
     * SHA-256 of the leaves in their order, in hexadecimal digits: what tells this certificate from
     * any other.
     */
    public String digest() {
        MessageDigest digest = Sha256.digest();
        items.forEach(item -> digest.update(item.entry().leaf().bytes()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Reads a document. Its statements are what its entries say, and its digest is theirs; whether
     * a log has the entries, {@link Item#verify} tells.
     */
    public static ErasureCertificate parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new Untrusted("The certificate is longer than 16 million bytes.");
        }
        Map<String, Object> members = StrictJson.object(bytes, WHAT);
        if (!FORMAT.equals(members.get("format"))) {
            throw new Untrusted("The certificate does not have the format \"" + FORMAT + "\".");
        }
        requireOnly(members, MEMBERS);
        if (!(member(members, "items") instanceof List<?> items)
                || !(member(members, "predating") instanceof Long predating)) {
            throw new Untrusted("The certificate has no list of items, or no count.");
        }
        ErasureCertificate read =
                new ErasureCertificate(items.stream().map(Item::parse).toList(), predating);
        if (!text(members, "digest").equals(read.digest())) {
            throw new Untrusted("The digest is not that of the items.");
        }
        return read;
    }

    /** What nobody has verified must not stand beside what is proven. */
    static void requireOnly(Map<String, Object> members, Set<String> known) {
        if (!members.keySet().equals(known)) {
            throw new Untrusted("The certificate lacks a member, or has one that it cannot have.");
        }
    }

    static Object member(Map<String, Object> members, String name) {
        if (!members.containsKey(name)) {
            throw new Untrusted("The certificate has no \"" + name + "\" where one belongs.");
        }
        return Objects.requireNonNull(members.get(name), "no value is null");
    }

    static String text(Map<String, Object> members, String name) {
        if (!(member(members, name) instanceof String text)) {
            throw new Untrusted("The certificate's \"" + name + "\" is not a text.");
        }
        return text;
    }
}
