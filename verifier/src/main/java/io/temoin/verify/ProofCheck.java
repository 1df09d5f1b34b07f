// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.note.VerifiedSignature;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import io.temoin.transparency.trust.TrustedCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command {@code verify-proof}. */
record ProofCheck(String proof, String policy, Optional<String> leaf) {

    /** Later years are written in more than one way; {@code verify.py} writes none of them. */
    private static final long YEAR_10_000 = 253_402_300_800L;

    static ProofCheck of(List<String> words) {
        Arguments arguments = Arguments.of(words, List.of("--policy", "--leaf"), 1);
        return new ProofCheck(
                arguments.values().getFirst(),
                arguments.required("--policy"),
                arguments.optional("--leaf"));
    }

    String answer() {
        TrustPolicy trusted = readPolicy(policy);
        TlogProof read = TlogProof.parse(LocalFile.read(proof));
        byte[] entry = entry(read);
        TrustedCheckpoint checkpoint = read.verify(entry, trusted);
        return "The entry is at index "
                + read.index()
                + " of the log "
                + PlainText.of(checkpoint.checkpoint().origin())
                + ", which had "
                + checkpoint.checkpoint().head().size()
                + " entries; "
                + witnesses(checkpoint.witnesses())
                + event(entry);
    }

    /** The policy of the person who asks: a fault in it is no finding. */
    static TrustPolicy readPolicy(String policy) {
        byte[] file = LocalFile.read(policy);
        try {
            return TrustPolicy.parse(file);
        } catch (Untrusted fault) {
            throw new CannotVerify("The policy cannot be used: " + fault.getMessage());
        }
    }

    private byte[] entry(TlogProof read) {
        if (leaf.isPresent()) {
            return LocalFile.read(leaf.get());
        }
        // Nobody has signed the extra data, but only the right entry has the hash that is proven.
        String extra = read.extra();
        if (extra == null) {
            throw Arguments.wrong("The proof does not hold the entry, so --leaf is needed.");
        }
        return StrictText.base64(extra, "The extra data");
    }

    /** Who has cosigned, as the end of a sentence. */
    static String witnesses(List<VerifiedSignature> signatures) {
        return signatures.isEmpty()
                ? "the policy asks for no witness."
                : signatures.stream()
                        .map(ProofCheck::witness)
                        .collect(Collectors.joining(", ", "cosigned by ", "."));
    }

    private static String witness(VerifiedSignature signature) {
        String name = PlainText.of(signature.key().name());
        if (signature.time() == 0) {
            return name;
        }
        return signature.time() < YEAR_10_000
                ? name + " at " + Instant.ofEpochSecond(signature.time())
                : name + " at second " + signature.time();
    }

    private static String event(byte[] entry) {
        return entry.length == AuditLeaf.SIZE && entry[0] == 1
                ? " It has the form of the audit entry of the event "
                        + AuditLeaf.parse(entry).eventId()
                        + "."
                : "";
    }
}
