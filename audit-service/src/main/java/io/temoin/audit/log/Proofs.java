// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.CheckpointStore.Log;
import io.temoin.audit.log.CheckpointStore.Place;
import io.temoin.audit.log.CheckpointStore.Statement;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.trust.TlogProof;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What shows a stranger that an entry is in the signed log. Safe for several threads. */
@Singleton
public class Proofs {

    /**
     * A log that strangers can read.
     *
     * @param id in its address
     * @param origin its name, in every checkpoint
     * @param period such as {@code 2026-2}, the second half of the year
     * @param size entries under the last checkpoint
     * @param keys that its checkpoints are verified with (c2sp.org/signed-note)
     */
    public record Published(
            String id, String origin, String period, long size, List<String> keys) {}

    private final LogStore store;
    private final CheckpointStore checkpoints;
    private final CheckpointSigner signer;
    private final Witnesses witnesses;

    Proofs(
            LogStore store,
            CheckpointStore checkpoints,
            CheckpointSigner signer,
            Witnesses witnesses) {
        this.store = store;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.witnesses = witnesses;
    }

    /**
     * The proof that the entry of an event is under the checkpoint that is shown: the text of a
     * file that stands for itself (c2sp.org/tlog-proof).
     *
     * @throws Rejected in the {@code Uni}, while the entry is not under a signed checkpoint
     */
    public Uni<byte[]> of(TenantId tenant, String event) {
        return checkpoints
                .place(tenant, event)
                .map(
                        found ->
                                found.filter(Place::isSigned)
                                        .orElseThrow(
                                                () ->
                                                        new Rejected(
                                                                LogProblem.PROOF_NOT_YET,
                                                                "The entry is not under a signed"
                                                                        + " checkpoint yet; ask"
                                                                        + " again in a second.")))
                .flatMap(this::proof);
    }

    private Uni<byte[]> proof(Place place) {
        return inclusion(place).map(TlogProof::bytes);
    }

    private Uni<TlogProof> inclusion(Place place) {
        SignedNote note = SignedNote.parse(place.signed());
        long size = Checkpoint.parse(note.text()).head().size();
        return store.tiles(place.shard(), TiledTree.tilesOfInclusion(place.index(), size))
                .map(
                        tiles ->
                                TlogProof.of(
                                        new TiledTree(size, LogStore.in(tiles))
                                                .inclusion(place.index()),
                                        note));
    }

    /**
     * The policy by which a stranger verifies a log: its keys, the witnesses, and how many of these
     * are enough (c2sp.org/tlog-policy).
     *
     * @throws Rejected in the {@code Uni}, when there is no such log
     */
    public Uni<String> policy(String log) {
        return checkpoints
                .checkpoint(log)
                .map(found -> found.orElseThrow(Proofs::unknownLog))
                .map(_ -> witnesses.policy(signer.verifierKeys(log)));
    }

    /**
     * The last checkpoint of a log that entered the log of logs, as it was signed.
     *
     * @throws Rejected in the {@code Uni}, when there is no such log or none of its checkpoints is
     *     there
     */
    public Uni<String> enrolled(String log) {
        return enrolment(log).map(Statement::note);
    }

    /**
     * The proof that this checkpoint is in the log of logs (c2sp.org/tlog-proof). The extra data is
     * the leaf, which is made of the checkpoint's text alone: see {@link StatementLeaf}.
     *
     * @throws Rejected in the {@code Uni}, as above
     */
    public Uni<byte[]> enrolmentProof(String log) {
        return enrolment(log).flatMap(this::proof);
    }

    /**
     * The signed statement that a log was pruned.
     *
     * @throws Rejected in the {@code Uni}, when there is no such log or it was not
     */
    public Uni<String> pruned(String log) {
        return pruning(log).map(Statement::note);
    }

    /**
     * The proof that this statement is in the log of logs, like that of a checkpoint.
     *
     * @throws Rejected in the {@code Uni}, as above
     */
    public Uni<byte[]> pruningProof(String log) {
        return pruning(log).flatMap(this::proof);
    }

    private Uni<Statement> enrolment(String log) {
        return checkpoints
                .enrolled(log)
                .map(
                        found ->
                                signed(
                                        found,
                                        LogProblem.CHECKPOINT_NOT_ENROLLED,
                                        "No checkpoint of such a log is in the log of logs; of a new"
                                                + " one it is within a minute."));
    }

    private Uni<Statement> pruning(String log) {
        return checkpoints
                .pruned(log)
                .map(found -> signed(found, LogProblem.LOG_NOT_PRUNED, "No such log was pruned."));
    }

    private static Statement signed(
            Optional<Statement> found, LogProblem otherwise, String sentence) {
        return found.filter(statement -> statement.place().isSigned())
                .orElseThrow(() -> new Rejected(otherwise, sentence));
    }

    private Uni<byte[]> proof(Statement statement) {
        return inclusion(statement.place()).map(proof -> withLeaf(proof, statement).bytes());
    }

    private static TlogProof withLeaf(TlogProof proof, Statement statement) {
        byte[] leaf = StatementLeaf.of(SignedNote.parse(statement.note()).text());
        return new TlogProof(
                StrictText.base64(leaf), proof.index(), proof.hashes(), proof.checkpoint());
    }

    static Rejected unknownLog() {
        return new Rejected(LogProblem.LOG_UNKNOWN, "There is no such log.");
    }

    /** The logs of a tenant that have a checkpoint, the oldest first. */
    public Uni<List<Published>> logs(TenantId tenant) {
        return checkpoints
                .logs(tenant)
                .map(
                        logs ->
                                logs.stream()
                                        .filter(log -> log.size() > 0)
                                        .map(this::published)
                                        .toList());
    }

    private Published published(Log log) {
        return new Published(
                log.shard(),
                signer.origin(log.shard()),
                log.period(),
                log.size(),
                signer.verifierKeys(log.shard()).stream().map(VerifierKey::toString).toList());
    }
}
