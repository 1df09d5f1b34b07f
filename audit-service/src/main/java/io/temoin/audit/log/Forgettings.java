// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.Proofs.Extent;
import io.temoin.audit.log.PruningStore.Pruned;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.ForgettingStatement;
import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the logs have forgotten, by statements that this service signed: what the database alone
 * says of it counts for nothing. Safe for several threads.
 */
@Singleton
public class Forgettings {

    private final PruningStore store;
    private final CheckpointSigner signer;
    private final KeepingPeriod keeping;
    private final StoppedLogs stopped;

    Forgettings(
            PruningStore store,
            CheckpointSigner signer,
            KeepingPeriod keeping,
            StoppedLogs stopped) {
        this.store = store;
        this.signer = signer;
        this.keeping = keeping;
        this.stopped = stopped;
    }

    /** What entered the trail before that is over. */
    public Instant isOverBefore(Instant now) {
        return keeping.isOverBefore(now);
    }

    /** How many of the first entries of a log are forgotten, by a statement with our signature. */
    public Uni<Long> upTo(Extent log) {
        return store.forgotten(log.log())
                .map(note -> note.map(text -> entries(log.log(), text)).orElse(0L));
    }

    private long entries(String log, String note) {
        try {
            SignedNote signed = SignedNote.parse(note);
            signed.verify(signer.verifierKeys(log));
            ForgettingStatement said = ForgettingStatement.parse(signed.text());
            return said.origin().equals(signer.origin(log)) ? said.entries() : 0;
        } catch (Untrusted _) {
            return 0; // what is missing is missed then, and that is the alarm
        }
    }

    /**
     * Forgets the first entries of a log, each of which the caller has held against its leaf.
     *
     * @param upTo so many
     * @param before all of them entered the trail before
     * @return how many went now; none of a log that is stopped
     */
    public Uni<Long> forget(Extent log, long upTo, Instant before, Instant now) {
        if (stopped.contains(log.log())) {
            return Uni.createFrom().item(0L);
        }
        SignedNote statement =
                signer.signForgetting(log.log(), upTo, before, keeping.period(), now);
        return store.forget(log.log(), ForgettingStatement.parse(statement.text()), statement);
    }

    /** Signs the statement again when keys were added since: the old ones may go one day. */
    public Uni<Void> keepSigned(Extent log) {
        return store.forgotten(log.log())
                .flatMap(
                        note ->
                                note.isPresent() && entries(log.log(), note.get()) > 0
                                        ? keepSigned(log, SignedNote.parse(note.get()))
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> keepSigned(Extent log, SignedNote note) {
        Set<VerifierKey> missing = new HashSet<>(signer.verifierKeys(log.log()));
        note.verify(missing).signatures().forEach(one -> missing.remove(one.key()));
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : store.signAgain(log.log(), note, signer.signAgain(log.log(), note));
    }

    /** Whether a log was pruned, and that is proven: its leaves are gone, as they should. */
    public Uni<Boolean> isPruned(Extent log) {
        return store.pruned(log.log())
                .map(found -> !found.isEmpty() && found.stream().allMatch(this::isProven));
    }

    /** Logs that say that they were pruned, and cannot prove it: their leaves were taken out. */
    public Uni<List<Extent>> unproven() {
        return store.pruned(null)
                .map(
                        logs ->
                                logs.stream()
                                        .filter(log -> !isProven(log))
                                        .map(log -> new Extent(log.shard(), log.tenant(), 0))
                                        .toList());
    }

    /** By the signature of a key of today, or, of an older one, by the log of logs. */
    private boolean isProven(Pruned log) {
        try {
            SignedNote note = SignedNote.parse(log.statement());
            PruningStatement said = PruningStatement.parse(note.text());
            said.requireOver();
            return said.origin().equals(signer.origin(log.shard()))
                    && (isSigned(log.shard(), note) || isLeafOf(log.leaf(), note));
        } catch (Untrusted _) {
            return false;
        }
    }

    private boolean isSigned(String log, SignedNote note) {
        try {
            note.verify(signer.verifierKeys(log));
            return true;
        } catch (Untrusted _) {
            return false;
        }
    }

    private static boolean isLeafOf(byte @Nullable [] leaf, SignedNote note) {
        return leaf != null && Arrays.equals(leaf, StatementLeaf.of(note.text()));
    }
}
