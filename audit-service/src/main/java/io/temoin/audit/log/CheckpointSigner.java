// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.Startup;
import io.temoin.audit.AuditConfig;
import io.temoin.chassis.Profile;
import io.temoin.keystart.KeyProviders;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.EntryPruningStatement;
import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TreeHead;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.EdECPrivateKey;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs the heads of logs as c2sp.org/tlog-checkpoint says. Each log has keys of its own, derived
 * from those of the file: a policy may name a key once (c2sp.org/tlog-policy), and somebody has to
 * verify several logs by one policy. Safe for several threads.
 */
@Singleton
@Startup // a missing key file must not wait for the first checkpoint
class CheckpointSigner {

    /** ML-DSA-44 says nothing of time where the log itself signs, and each head is its last. */
    private static final long NO_TIME = 0;

    private final String prefix;
    private final List<KeyPair> keys;
    private final List<SignatureType> types;
    private final Map<String, List<NoteSigner>> signers = new ConcurrentHashMap<>();

    @Inject
    CheckpointSigner(AuditConfig config, KeyProviders providers) {
        this(
                config.log().prefix(),
                keysOf(config.log().keyFile(), providers),
                config.log().mlDsa());
    }

    /**
     * A signer for all logs.
     *
     * @param mlDsa whether to sign with ML-DSA-44 beside Ed25519
     */
    CheckpointSigner(String prefix, List<KeyPair> keys, boolean mlDsa) {
        this.prefix = prefix;
        this.keys = keys;
        this.types =
                mlDsa
                        ? List.of(SignatureType.ED25519, SignatureType.ML_DSA_44_COSIGNATURE)
                        : List.of(SignatureType.ED25519);
    }

    /** The name of a log: its address without a scheme. */
    String origin(String shard) {
        return prefix + "/" + shard;
    }

    /** The signed checkpoint of a log's head. */
    SignedNote sign(String shard, TreeHead head) {
        Checkpoint checkpoint = new Checkpoint(origin(shard), head);
        return new SignedNote(
                checkpoint.text(),
                signers(shard).stream()
                        .map(
                                signer ->
                                        signer.key().type().timestamped()
                                                ? signer.cosign(checkpoint, NO_TIME)
                                                : signer.sign(checkpoint.text()))
                        .toList());
    }

    /**
     * The signed statement that a log has no leaves and tiles any more, by Ed25519: ML-DSA-44 signs
     * checkpoints alone (c2sp.org/tlog-cosignature), such as that of the log of logs, which has it.
     *
     * @param last the head that it had
     * @param until when it took no more entries
     * @param kept how long its entries were kept since
     */
    SignedNote signPruning(String shard, TreeHead last, Instant until, Period kept, Instant at) {
        return sign(shard, new PruningStatement(origin(shard), last, until, kept, at).text());
    }

    /** The signed statement that the contents of a log's first entries are forgotten. */
    SignedNote signEntryPruning(
            String shard, long entries, Instant before, Period kept, Instant at) {
        return sign(
                shard, new EntryPruningStatement(origin(shard), entries, before, kept, at).text());
    }

    /** The same text under the signatures of today's keys. */
    SignedNote signAgain(String shard, SignedNote statement) {
        return sign(shard, statement.text());
    }

    /** Whether one of the keys has signed this checkpoint of the log, under the log's name. */
    boolean hasSigned(String shard, String checkpoint) {
        try {
            SignedNote.parse(checkpoint).verify(verifierKeys(shard));
            return true;
        } catch (Untrusted _) {
            return false; // by other keys, or of another name
        }
    }

    private SignedNote sign(String shard, String text) {
        List<NoteSignature> signatures =
                signers(shard).stream()
                        .filter(signer -> !signer.key().type().timestamped())
                        .map(signer -> signer.sign(text))
                        .toList();
        return new SignedNote(text, signatures);
    }

    /** What a stranger verifies the checkpoints of a log with. */
    List<VerifierKey> verifierKeys(String shard) {
        return signers(shard).stream().map(NoteSigner::key).toList();
    }

    private List<NoteSigner> signers(String shard) {
        return signers.computeIfAbsent(shard, this::derived);
    }

    private List<NoteSigner> derived(String shard) {
        return keys.stream()
                .map(CheckpointSigner::secret)
                .flatMap(
                        secret ->
                                types.stream()
                                        .map(type -> DerivedKey.of(secret, type, origin(shard))))
                .toList();
    }

    private static byte[] secret(KeyPair pair) {
        return ((EdECPrivateKey) pair.getPrivate())
                .getBytes()
                .orElseThrow(() -> new IllegalStateException("the key of the log has no bytes"));
    }

    /** In production a missing file is a mistake, not an invitation to make a new key. */
    static List<KeyPair> keysOf(Path file, KeyProviders providers) {
        return Profile.isProduction()
                ? LogKeys.read(file, providers)
                : LogKeys.readOrCreate(file, providers);
    }
}
