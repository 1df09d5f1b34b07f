// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifiedNote;
import io.temoin.transparency.note.VerifiedSignature;
import io.temoin.transparency.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whose signatures somebody believes (c2sp.org/tlog-policy): logs, witnesses, and how many of these
 * have to agree.
 *
 * @param logs keys of logs; the name of each is the origin of its log
 * @param witnesses keys of witnesses
 * @param addresses where witnesses are asked, of those that the policy says it of; as it is written
 *     there
 * @param quorum which witnesses are enough
 */
public record TrustPolicy(
        List<VerifierKey> logs,
        List<VerifierKey> witnesses,
        Map<VerifierKey, String> addresses,
        Quorum quorum) {

    /** Copies the collections. */
    public TrustPolicy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
        addresses = Map.copyOf(addresses);
    }

    /** Reads a policy file. */
    public static TrustPolicy parse(byte[] file) {
        return new PolicyReader().read(file);
    }

    /**
     * Checks a checkpoint: signed by the log of its origin, and by enough witnesses.
     *
     * @throws Untrusted with the first reason why not
     */
    public TrustedCheckpoint verify(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        List<VerifierKey> ofLog =
                logs.stream().filter(key -> key.name().equals(checkpoint.origin())).toList();
        if (ofLog.isEmpty()) {
            throw new Untrusted("The policy trusts no log named " + checkpoint.origin() + ".");
        }
        List<VerifierKey> all = new ArrayList<>(ofLog);
        all.addAll(witnesses);
        VerifiedNote verified = note.verify(all);
        List<VerifiedSignature> byLog = by(ofLog, verified);
        if (byLog.isEmpty()) {
            throw new Untrusted(
                    "The checkpoint is not signed by the log " + checkpoint.origin() + ".");
        }
        List<VerifiedSignature> byWitnesses = by(witnesses, verified);
        requireQuorum(byWitnesses);
        return new TrustedCheckpoint(checkpoint, byLog, byWitnesses);
    }

    private void requireQuorum(List<VerifiedSignature> byWitnesses) {
        boolean enough =
                quorum.satisfiedBy(
                        byWitnesses.stream()
                                .map(VerifiedSignature::key)
                                .collect(Collectors.toSet()));
        if (!enough) {
            String names =
                    byWitnesses.stream()
                            .map(signature -> signature.key().name())
                            .distinct()
                            .collect(Collectors.joining(", "));
            throw new Untrusted(
                    "Too few witnesses have cosigned the checkpoint for the policy's quorum; it has "
                            + (names.isEmpty() ? "none" : names)
                            + ".");
        }
    }

    private static List<VerifiedSignature> by(List<VerifierKey> keys, VerifiedNote note) {
        return note.signatures().stream()
                .filter(signature -> keys.contains(signature.key()))
                .toList();
    }
}
