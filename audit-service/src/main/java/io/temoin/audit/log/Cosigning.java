// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.virtual.threads.VirtualThreads;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.log.WitnessClient.UnknownLog;
import io.temoin.audit.log.Witnesses.Witness;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifiedSignature;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.trust.AddCheckpoint;
import io.temoin.transparency.trust.WitnessAnswer;
import io.temoin.transparency.trust.WitnessAnswer.Conflict;
import io.temoin.transparency.trust.WitnessAnswer.Cosigned;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Collects the cosignatures of witnesses, all of them asked at once. One that fails is left alone
 * for a while, so that it holds up nobody. Waits; safe for several threads.
 */
@Singleton
class Cosigning {

    private static final Logger LOG = Logger.getLogger(Cosigning.class);

    /** Our guess, what the witness corrected, and once more if another replica was faster. */
    private static final int TRIES = 3;

    /** What one witness answered: its cosignature, or what it holds against the checkpoint. */
    private sealed interface Answer {
        record Verified(VerifiedSignature cosignature) implements Answer {}

        record WitnessAhead(Checkpoint larger) implements Answer {}

        record Fork(Checkpoint past) implements Answer {}

        record LogUnknown(VerifierKey witness) implements Answer {}

        record Failed() implements Answer {}
    }

    private record WitnessedLog(String origin, VerifierKey witness) {}

    private record Question(
            Witness witness,
            SignedNote note,
            List<VerifierKey> keys,
            LongFunction<ConsistencyProof> from) {

        Checkpoint checkpoint() {
            return Checkpoint.parse(note.text());
        }

        WitnessedLog log() {
            return new WitnessedLog(checkpoint().origin(), witness.key());
        }
    }

    /**
     * What came of asking.
     *
     * @param cosignatures verified
     * @param ahead checkpoints of larger trees, which this log's own key has signed and a witness
     *     has cosigned
     * @param forks checkpoints of trees that are not larger, signed and cosigned like that, out of
     *     which this one did not grow
     * @param unaware witnesses that were never told of the log, so that they have nothing of it
     */
    record Round(
            List<VerifiedSignature> cosignatures,
            List<Checkpoint> ahead,
            List<Checkpoint> forks,
            List<VerifierKey> unaware) {

        /** Who has said what is known there of the log, and holds nothing against it. */
        Set<VerifierKey> agreeing() {
            Set<VerifierKey> agreeing = new HashSet<>(unaware);
            cosignatures.forEach(cosignature -> agreeing.add(cosignature.key()));
            return agreeing;
        }
    }

    private final Witnesses witnesses;
    private final WitnessClient client;
    private final ExecutorService virtualThreads;
    private final Duration rest;
    private final Map<WitnessedLog, Long> known = new ConcurrentHashMap<>();
    private final Map<WitnessedLog, Instant> refused = new ConcurrentHashMap<>();
    private final Map<VerifierKey, Instant> away = new ConcurrentHashMap<>();

    Cosigning(
            Witnesses witnesses,
            AuditConfig config,
            @VirtualThreads ExecutorService virtualThreads) {
        this.witnesses = witnesses;
        this.client = new WitnessClient(config.log().witnessTimeout());
        this.virtualThreads = virtualThreads;
        this.rest = config.log().witnessRetryAfter();
    }

    /**
     * Asks every witness that does not rest.
     *
     * @param note the checkpoint, signed by the log
     * @param keys the log's keys
     * @param from the proof that the tree grew from a size
     */
    Round ask(
            SignedNote note,
            List<VerifierKey> keys,
            LongFunction<ConsistencyProof> from,
            Instant now) {
        List<Callable<Answer>> questions =
                witnesses.all().stream()
                        .map(witness -> new Question(witness, note, keys, from))
                        .filter(question -> !rests(question.log(), now))
                        .map(question -> (Callable<Answer>) () -> answer(question, now))
                        .toList();
        List<VerifiedSignature> cosignatures = new ArrayList<>();
        List<Checkpoint> ahead = new ArrayList<>();
        List<Checkpoint> forks = new ArrayList<>();
        List<VerifierKey> unaware = new ArrayList<>();
        for (Answer answer : answers(questions)) {
            switch (answer) {
                case Answer.Verified(var cosignature) -> cosignatures.add(cosignature);
                case Answer.WitnessAhead(var larger) -> ahead.add(larger);
                case Answer.Fork(var past) -> forks.add(past);
                case Answer.LogUnknown(var witness) -> unaware.add(witness);
                case Answer.Failed() -> {
                    // it is in the log why
                }
            }
        }
        return new Round(cosignatures, ahead, forks, unaware);
    }

    /** Whether any witness may be asked: none that is away is asked so soon again. */
    boolean mayAsk(Instant now) {
        return witnesses.keys().stream().anyMatch(key -> !isLater(away.get(key), now));
    }

    private boolean rests(WitnessedLog log, Instant now) {
        return isLater(away.get(log.witness()), now) || isLater(refused.get(log), now);
    }

    private static boolean isLater(@Nullable Instant until, Instant now) {
        return until != null && now.isBefore(until);
    }

    private List<Answer> answers(List<Callable<Answer>> questions) {
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : virtualThreads.invokeAll(questions)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a witness could not be reached", failure.getCause());
        }
    }

    private Answer answer(Question question, Instant now) throws InterruptedException {
        WitnessedLog log = question.log();
        try {
            Answer answer = answer(question);
            refused.remove(log);
            away.remove(log.witness());
            return answer;
        } catch (IOException failure) {
            warn(away.put(log.witness(), now.plus(rest)), log, failure);
        } catch (UnknownLog unknown) {
            warn(refused.put(log, now.plus(rest)), log, unknown);
            return new Answer.LogUnknown(log.witness());
        } catch (Untrusted refusal) { // of this log alone
            warn(refused.put(log, now.plus(rest)), log, refusal);
        }
        return new Answer.Failed();
    }

    /** Once, until it cosigns again. */
    private static void warn(@Nullable Instant before, WitnessedLog log, Exception failure) {
        if (before == null) {
            LOG.warnf(
                    "witness %s does not cosign %s: %s",
                    log.witness().name(), log.origin(), why(failure));
        }
    }

    private static String why(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    }

    private Answer answer(Question question) throws IOException, InterruptedException {
        long size = question.checkpoint().head().size();
        for (int tries = 0; tries < TRIES; tries++) {
            long old = Math.min(known.getOrDefault(question.log(), 0L), size);
            AddCheckpoint request = AddCheckpoint.of(question.from().apply(old), question.note());
            Optional<WitnessAnswer> answer = client.add(question.witness(), request);
            if (answer.isEmpty()) {
                return held(question);
            }
            switch (answer.get()) {
                case Cosigned(var signatures) -> {
                    known.put(question.log(), size);
                    return new Answer.Verified(cosignature(question, signatures));
                }
                // Until July 2026, the protocol had this answer for another root of one size, too.
                case Conflict(var there) when there > size || there == old -> {
                    return held(question);
                }
                case Conflict(var there) -> known.put(question.log(), there);
            }
        }
        throw new Untrusted("The witness reports a different log size with every request.");
    }

    /** Refuses what is not a cosignature of that witness over this checkpoint. */
    private static VerifiedSignature cosignature(
            Question question, List<NoteSignature> signatures) {
        return new SignedNote(question.note().text(), signatures)
                .verify(List.of(question.witness().key()))
                .signatures()
                .getFirst();
    }

    /**
     * What a witness that does not go on with the log has of it. That it says so proves nothing;
     * our own signature does.
     *
     * @throws Untrusted when what it has is signed by others, or is a past of this log
     */
    private Answer held(Question question) throws IOException, InterruptedException {
        Checkpoint asked = question.checkpoint();
        SignedNote last = client.last(question.witness(), asked.origin());
        last.verify(question.keys());
        Checkpoint there = Checkpoint.parse(last.text());
        if (!there.origin().equals(asked.origin())) {
            throw new Untrusted("The witness returned the checkpoint of another log.");
        }
        if (there.head().size() > asked.head().size()) {
            return new Answer.WitnessAhead(there);
        }
        ConsistencyProof proof = question.from().apply(there.head().size());
        if (!isGrown(proof, there, asked)) {
            return new Answer.Fork(there);
        }
        throw new Untrusted(
                "The witness refuses a checkpoint that is consistent with the one it has.");
    }

    private static boolean isGrown(ConsistencyProof proof, Checkpoint before, Checkpoint after) {
        try {
            proof.verify(before.head(), after.head());
            return true;
        } catch (Untrusted _) {
            return false;
        }
    }
}
