// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.PruningStore.Pruned;
import io.temoin.audit.log.PruningStore.SignedStatement;
import io.temoin.eventsourcing.Rejected;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.EntryPruningStatement;
import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the logs have forgotten, by statements that this service signed or that are in the signed
 * tree of the log of logs: what the database alone says of it counts for nothing. Safe for several
 * threads.
 */
@Singleton
public class PrunedEntries {

    /** So far the clock of another process that prunes may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** What is said, and the note that says it. */
    private record Proven<T>(SignedNote note, T said) {}

    private final PruningStore store;
    private final Proofs proofs;
    private final CheckpointSigner signer;
    private final KeepingPeriod keeping;
    private final StoppedLogs stopped;
    private final Clock clock;

    PrunedEntries(
            PruningStore store,
            Proofs proofs,
            CheckpointSigner signer,
            KeepingPeriod keeping,
            StoppedLogs stopped,
            Clock clock) {
        this.store = store;
        this.proofs = proofs;
        this.signer = signer;
        this.keeping = keeping;
        this.stopped = stopped;
        this.clock = clock;
    }

    /** What entered the trail before that is over. */
    public Instant isOverBefore(Instant now) {
        return keeping.isOverBefore(now);
    }

    /** How many of the first entries of a log are forgotten, by a statement that is proven. */
    public Uni<Long> upTo(LogSize log) {
        return forgotten(log)
                .map(
                        found ->
                                found.map(Proven::said)
                                        .map(EntryPruningStatement::entries)
                                        .orElse(0L));
    }

    /** None if it is not proven: what is missing is missed then, and that is the alarm. */
    private Uni<Optional<Proven<EntryPruningStatement>>> forgotten(LogSize log) {
        return store.forgotten(log.log())
                .flatMap(
                        found ->
                                found.map(
                                                said ->
                                                        proven(
                                                                log.log(),
                                                                said,
                                                                EntryPruningStatement::parse,
                                                                EntryPruningStatement::origin))
                                        .orElseGet(PrunedEntries::unproven));
    }

    /**
     * Forgets the first entries of a log, each of which the caller has held against its leaf.
     *
     * @param upTo so many
     * @param before all of them entered the trail before
     * @return how many went now; none of a log that is stopped
     */
    public Uni<Long> prune(LogSize log, long upTo, Instant before, Instant now) {
        if (stopped.contains(log.log())) {
            return Uni.createFrom().item(0L);
        }
        SignedNote statement =
                signer.signEntryPruning(log.log(), upTo, before, keeping.period(), now);
        return store.prune(log.log(), EntryPruningStatement.parse(statement.text()), statement);
    }

    /** Signs the statement again when keys were added since: the old ones may go one day. */
    public Uni<Void> keepSigned(LogSize log) {
        return forgotten(log)
                .flatMap(
                        found ->
                                found.map(one -> keepSigned(log, one.note()))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> keepSigned(LogSize log, SignedNote note) {
        return signer.verifierKeys(log.log()).stream()
                        .filter(key -> !key.type().timestamped()) // these sign checkpoints alone
                        .allMatch(key -> isSigned(note, key))
                ? Uni.createFrom().voidItem()
                : store.replaceSignatures(log.log(), note, signer.signAgain(log.log(), note));
    }

    private static boolean isSigned(SignedNote note, VerifierKey key) {
        try {
            note.verify(List.of(key));
            return true;
        } catch (Untrusted _) {
            return false;
        }
    }

    /** Whether a log was pruned, and that is proven: its leaves are gone, as they should. */
    public Uni<Boolean> isPruned(LogSize log) {
        return store.pruned(log.log())
                .flatMap(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().item(false)
                                        : isProven(found.getFirst()));
    }

    /** Logs that say that they were pruned, and cannot prove it: their leaves were taken out. */
    public Uni<List<LogSize>> withoutProof() {
        return store.pruned(null)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .select()
                .when(log -> isProven(log).map(proven -> !proven))
                .map(log -> new LogSize(log.shard(), log.tenant(), 0))
                .collect()
                .asList();
    }

    /** The log itself is gone, so what is said of it has to agree with what stays. */
    private Uni<Boolean> isProven(Pruned log) {
        return proven(log.shard(), log.said(), PruningStatement::parse, PruningStatement::origin)
                .map(found -> found.filter(one -> agrees(one.said(), log)).isPresent());
    }

    private boolean agrees(PruningStatement said, Pruned log) {
        try {
            said.requireOver();
        } catch (Untrusted _) {
            return false;
        }
        return said.head().equals(log.head())
                && KeepingPeriod.isEndOf(log.period(), said.until())
                && !said.at().isAfter(clock.instant().plus(AHEAD));
    }

    /**
     * What is said of a log, if it is proven: by the signature of a key of today, or, of an older
     * key, by the tree of the log of logs.
     *
     * @throws Rejected in the {@code Uni}, while the log of logs is signed by no key of today
     */
    private <T> Uni<Optional<Proven<T>>> proven(
            String log,
            SignedStatement said,
            Function<String, T> parse,
            Function<T, String> origin) {
        Proven<T> read;
        try {
            SignedNote note = SignedNote.parse(said.note());
            read = new Proven<>(note, parse.apply(note.text()));
        } catch (Untrusted _) {
            return unproven();
        }
        if (!origin.apply(read.said()).equals(signer.origin(log))) {
            return unproven();
        }
        return signer.hasSigned(log, said.note())
                ? Uni.createFrom().item(Optional.of(read))
                : proofs.included(leavesOf(read.note(), said), SignedStatement::placed)
                        .map(included -> included.stream().findFirst().map(_ -> read));
    }

    private static List<SignedStatement> leavesOf(SignedNote note, SignedStatement said) {
        @Nullable LocatedLeaf placed = said.placed();
        return placed != null && Arrays.equals(placed.leaf(), StatementLeaf.of(note.text()))
                ? List.of(said)
                : List.of();
    }

    private static <T> Uni<Optional<Proven<T>>> unproven() {
        return Uni.createFrom().item(Optional.empty());
    }
}
