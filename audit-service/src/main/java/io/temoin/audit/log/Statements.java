// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.CheckpointStore.Statement;
import io.temoin.eventsourcing.Rejected;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.trust.TlogProof;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What was signed about a log and is in the log of logs. Safe for several threads. */
@Singleton
class Statements {

    private final LogStore store;
    private final CheckpointStore checkpoints;

    Statements(LogStore store, CheckpointStore checkpoints) {
        this.store = store;
        this.checkpoints = checkpoints;
    }

    /**
     * The last checkpoint of a log that entered the log of logs, as it was signed.
     *
     * @throws Rejected in the {@code Uni}, when there is no such log or none of its checkpoints is
     *     there
     */
    Uni<String> enrolled(String log) {
        return enrolment(log).map(Statement::note);
    }

    /**
     * The proof that this checkpoint is in the log of logs (c2sp.org/tlog-proof). The extra data is
     * the leaf, which is made of the checkpoint's text alone: see {@link StatementLeaf}.
     *
     * @throws Rejected in the {@code Uni}, as above
     */
    Uni<byte[]> enrolmentProof(String log) {
        return enrolment(log).flatMap(this::proof);
    }

    /**
     * The signed statement that a log was pruned.
     *
     * @throws Rejected in the {@code Uni}, when there is no such log or it was not
     */
    Uni<String> pruned(String log) {
        return pruning(log).map(Statement::note);
    }

    /**
     * The proof that this statement is in the log of logs, like that of a checkpoint.
     *
     * @throws Rejected in the {@code Uni}, as above
     */
    Uni<byte[]> pruningProof(String log) {
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
                                        "The log of logs does not include a checkpoint of this"
                                                + " log; that of a new log appears within a"
                                                + " minute."));
    }

    private Uni<Statement> pruning(String log) {
        return checkpoints
                .pruned(log)
                .map(
                        found ->
                                signed(
                                        found,
                                        LogProblem.LOG_NOT_PRUNED,
                                        "This log has not been pruned."));
    }

    private static Statement signed(
            Optional<Statement> found, LogProblem otherwise, String sentence) {
        return found.filter(Statement::isProven)
                .orElseThrow(() -> new Rejected(otherwise, sentence));
    }

    private Uni<byte[]> proof(Statement statement) {
        LeafLocation location = statement.location();
        return store.tiles(location.shard(), Proofs.tiles(location))
                .map(tiles -> withLeaf(Proofs.proof(location, tiles), statement).bytes())
                .onFailure(Untrusted.class)
                .transform(_ -> Proofs.withoutTile());
    }

    private static TlogProof withLeaf(TlogProof proof, Statement statement) {
        byte[] leaf = StatementLeaf.of(SignedNote.parse(statement.note()).text());
        return new TlogProof(
                StrictText.base64(leaf), proof.index(), proof.hashes(), proof.checkpoint());
    }
}
