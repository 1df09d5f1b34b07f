// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifiedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.TrustPolicy;
import io.temoin.transparency.trust.TrustedCheckpoint;
import java.util.List;
import java.util.Optional;

/** By what the person who asks believes a log: one key of it, or a policy. */
sealed interface LogTrust {

    /** The options that say so; one of them has to be there. */
    List<String> OPTIONS = List.of("--key", "--policy");

    /** What the words after a command say. */
    static LogTrust of(Arguments arguments) {
        Optional<String> key = arguments.optional("--key");
        Optional<String> policy = arguments.optional("--policy");
        if (key.isPresent() == policy.isPresent()) {
            throw Arguments.wrong("Give exactly one of --key and --policy.");
        }
        return key.<LogTrust>map(text -> new ByKey(LocalFile.key(text)))
                .or(() -> policy.map(ProofCheck::readPolicy).map(ByPolicy::new))
                .orElseThrow();
    }

    /** The checkpoint that a log shows now, if it is believed. */
    TrustedCheckpoint checkpoint(SignedNote note);

    /** The keys of a log of that name. */
    List<VerifierKey> keys(String origin);

    /** The policy, if there is one. */
    Optional<TrustPolicy> policy();

    /** A note that a key of the log signed; its witnesses count for nothing. */
    default VerifiedNote signed(SignedNote note, String origin) {
        return note.verify(keys(origin));
    }

    /** One key, which is that of one log, and no witnesses. */
    record ByKey(VerifierKey key) implements LogTrust {

        @Override
        public TrustedCheckpoint checkpoint(SignedNote note) {
            VerifiedNote verified = note.verify(List.of(key));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.name())) {
                throw new Untrusted(
                        "The checkpoint is for the log "
                                + checkpoint.origin()
                                + ", not "
                                + key.name()
                                + ".");
            }
            return new TrustedCheckpoint(checkpoint, verified.signatures(), List.of());
        }

        @Override
        public List<VerifierKey> keys(String origin) {
            return List.of(key);
        }

        @Override
        public Optional<TrustPolicy> policy() {
            return Optional.empty();
        }
    }

    /** A policy: any key that it has of the log, and as many witnesses as it asks for. */
    record ByPolicy(TrustPolicy trusted) implements LogTrust {

        @Override
        public TrustedCheckpoint checkpoint(SignedNote note) {
            return trusted.verify(note);
        }

        @Override
        public List<VerifierKey> keys(String origin) {
            return trusted.logs().stream().filter(key -> key.name().equals(origin)).toList();
        }

        @Override
        public Optional<TrustPolicy> policy() {
            return Optional.of(trusted);
        }
    }
}
