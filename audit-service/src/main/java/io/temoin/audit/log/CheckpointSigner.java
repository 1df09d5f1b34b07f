// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.temoin.audit.AuditConfig;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.ForgettingStatement;
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
import java.time.Instant;
import java.time.Period;
import java.util.List;

/**
 * Signs the heads of logs as c2sp.org/tlog-checkpoint says. A key has one name per log, the log's
 * own, since verifiers know a log by its name and its key. Safe for several threads.
 */
@Singleton
@Startup // a missing key file must not wait for the first checkpoint
class CheckpointSigner {

    private final String prefix;
    private final List<KeyPair> keys;

    @Inject
    CheckpointSigner(AuditConfig config) {
        this(config.log().prefix(), keysOf(config.log().keyFile()));
    }

    CheckpointSigner(String prefix, List<KeyPair> keys) {
        this.prefix = prefix;
        this.keys = keys;
    }

    /** The name of a log: its address without a scheme. */
    String origin(String shard) {
        return prefix + "/" + shard;
    }

    /** The signed checkpoint of a log's head. */
    SignedNote sign(String shard, TreeHead head) {
        return sign(shard, new Checkpoint(origin(shard), head).text());
    }

    /**
     * The signed statement that a log has no leaves and tiles any more.
     *
     * @param last the head that it had
     * @param until when it took no more entries
     * @param kept how long its entries were kept since
     */
    SignedNote signPruning(String shard, TreeHead last, Instant until, Period kept, Instant at) {
        return sign(shard, new PruningStatement(origin(shard), last, until, kept, at).text());
    }

    /** The signed statement that the contents of a log's first entries are forgotten. */
    SignedNote signForgetting(String shard, long entries, Instant before, Period kept, Instant at) {
        return sign(
                shard, new ForgettingStatement(origin(shard), entries, before, kept, at).text());
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
                signers(shard).stream().map(signer -> signer.sign(text)).toList();
        return new SignedNote(text, signatures);
    }

    /** What a stranger verifies the checkpoints of a log with. */
    List<VerifierKey> verifierKeys(String shard) {
        return signers(shard).stream().map(NoteSigner::key).toList();
    }

    private List<NoteSigner> signers(String shard) {
        return keys.stream()
                .map(
                        pair ->
                                new NoteSigner(
                                        VerifierKey.of(
                                                origin(shard),
                                                SignatureType.ED25519,
                                                pair.getPublic()),
                                        pair.getPrivate()))
                .toList();
    }

    /** In production a missing file is a mistake, not an invitation to make a new key. */
    private static List<KeyPair> keysOf(Path file) {
        return ConfigUtils.isProfileActive("prod")
                ? LogKeys.read(file)
                : LogKeys.readOrCreate(file);
    }
}
