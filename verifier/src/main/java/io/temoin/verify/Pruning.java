// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import io.temoin.transparency.trust.TrustedCheckpoint;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Whether a log whose entries are gone was pruned as it may be: its operator signed of this very
 * log and its last head that it is over, and the log of logs, which others watch, has that
 * statement. So nobody is told in private that there is nothing to see.
 */
final class Pruning {

    /** The last part of the name of the log of logs, which stands beside the logs in it. */
    private static final String LOG_OF_LOGS = "log-of-logs";

    private final SignedLog log;
    private final LogTrust trust;
    private final Instant now;

    Pruning(SignedLog log, LogTrust trust, Instant now) {
        this.log = log;
        this.trust = trust;
        this.now = now;
    }

    /**
     * What there is to say of the log instead of its entries.
     *
     * @param missing what was not there
     * @throws MissingPart when there is no statement
     * @throws Untrusted when the statement is not good for this log
     * @throws CannotVerify when nobody said by whose signatures the log of logs is believed
     */
    String answer(MissingPart missing) {
        if (log.origin().equals(nameOfLogOfLogs())) {
            throw missing; // it is never pruned, and cannot vouch for itself
        }
        SignedNote note =
                log.source().find("pruning").map(SignedNote::parse).orElseThrow(() -> missing);
        PruningStatement statement = statement(note);
        requireOfThisLog(statement);
        statement.requireOver();
        if (statement.at().isAfter(now)) {
            throw new Untrusted(
                    "The pruning statement is dated "
                            + statement.at()
                            + ", which is in the future.");
        }
        TlogProof proof =
                log.source()
                        .proofOf("pruning")
                        .map(TlogProof::parse)
                        .orElseThrow(
                                () ->
                                        new Untrusted(
                                                "The log says that it was pruned, but does not show"
                                                        + " that the log of logs contains the"
                                                        + " statement."));
        TrustPolicy trusted =
                trust.policy().map(this::ofLogOfLogs).orElseThrow(() -> byKeyAlone(statement));
        requireKnown(proof, trusted);
        return sentences(statement, proof.index(), verified(proof, note, trusted));
    }

    /** A policy that has no key of the log of logs is a lack of the reader's, and no finding. */
    private void requireKnown(TlogProof proof, TrustPolicy trusted) {
        boolean signed =
                proof.checkpoint().signatures().stream()
                        .anyMatch(line -> trusted.logs().stream().anyMatch(line::claims));
        if (trust.keys(nameOfLogOfLogs()).isEmpty() && !signed) {
            throw new CannotVerify(
                    "The log says that it was pruned, but the policy has no key for "
                            + PlainText.of(nameOfLogOfLogs())
                            + ", the log of logs in which the pruning must be recorded. Add that"
                            + " key; get it from the operator's policy or from somebody who watches"
                            + " that log.");
        }
    }

    private PruningStatement statement(SignedNote note) {
        if (trust.keys(log.origin()).stream().allMatch(key -> key.type().timestamped())) {
            throw new CannotVerify(
                    "The log says that it was pruned; such statements are signed with Ed25519, but"
                            + " the key given is an ML-DSA-44 key, which signs only checkpoints."
                            + " Give the log's Ed25519 key too.");
        }
        try {
            trust.signed(note, log.origin());
        } catch (Untrusted fault) {
            throw new Untrusted(
                    "The statement that the log was pruned is not the log's: "
                            + fault.getMessage());
        }
        return PruningStatement.parse(note.text());
    }

    private void requireOfThisLog(PruningStatement statement) {
        if (!statement.origin().equals(log.origin())) {
            throw new Untrusted("The pruning statement is for the log " + statement.origin() + ".");
        }
        if (!statement.head().equals(log.head())) {
            throw new Untrusted(
                    "The pruning statement refers to a tree of size "
                            + statement.head().size()
                            + " (root "
                            + statement.head().root()
                            + "), but the log signs one of size "
                            + log.head().size()
                            + " (root "
                            + log.head().root()
                            + ").");
        }
    }

    /** The policy's keys of the log of logs, or the log's own: some operators have one for both. */
    private TrustPolicy ofLogOfLogs(TrustPolicy policy) {
        String name = nameOfLogOfLogs();
        List<VerifierKey> own = trust.keys(name);
        List<VerifierKey> keys =
                own.isEmpty()
                        ? trust.keys(log.origin()).stream().map(key -> key.named(name)).toList()
                        : own;
        return new TrustPolicy(keys, policy.witnesses(), policy.addresses(), policy.quorum());
    }

    private String nameOfLogOfLogs() {
        return log.origin().substring(0, log.origin().lastIndexOf('/') + 1) + LOG_OF_LOGS;
    }

    /** Alone, who has the key can sign a log of logs for every reader. */
    private static CannotVerify byKeyAlone(PruningStatement statement) {
        return new CannotVerify(
                "The log says that it was pruned at "
                        + statement.at()
                        + " and has signed that statement. The log's key alone cannot show whether"
                        + " the public log of logs contains the statement: run the command again"
                        + " with --policy.");
    }

    private static TrustedCheckpoint verified(
            TlogProof proof, SignedNote statement, TrustPolicy trusted) {
        try {
            return proof.verify(StatementLeaf.of(statement.text()), trusted);
        } catch (Untrusted fault) {
            throw new Untrusted(
                    "It is not proven that the log of logs contains the pruning statement: "
                            + fault.getMessage());
        }
    }

    private String sentences(PruningStatement statement, long index, TrustedCheckpoint logOfLogs) {
        return "The log "
                + PlainText.of(statement.origin())
                + " was pruned at "
                + DateTimeFormatter.ISO_INSTANT.format(statement.at())
                + ": its entries came before "
                + statement.until()
                + " and were kept for "
                + statement.kept()
                + ". Its last head had "
                + statement.head().size()
                + " entries (root "
                + statement.head().root()
                + "). Its signed statement is at index "
                + index
                + " of the log of logs, which had "
                + logOfLogs.checkpoint().head().size()
                + " entries; "
                + ProofCheck.witnesses(logOfLogs.witnesses())
                + " It can no longer be checked what the entries were, or that the tree was built"
                + " from them; proofs obtained earlier still verify.";
    }
}
