// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.VerifiedNote;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.AddCheckpoint;
import io.temoin.transparency.trust.WitnessAnswer;
import io.temoin.witness.Outcome.Answered;
import io.temoin.witness.Outcome.Failed;
import io.temoin.witness.Outcome.Reason;
import io.temoin.witness.Outcome.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The witness: takes what logs send, compares it with what it remembers, and cosigns what grew out
 * of that (c2sp.org/tlog-witness). Comparing and remembering is one step for each log, and a
 * cosignature is given out only after it is stored. Safe for any number of threads; knows nothing
 * of HTTP, and time comes in.
 */
final class Witness {

    private static final Logger LOG = Logger.getLogger(Witness.class.getName());

    /** A cosignature may not say that a tree was the largest before a smaller one was. */
    private static final long CLOCK_TOLERANCE_SECONDS = 60;

    private final WitnessKeys keys;
    private final StateFolder state;
    private final Evidence evidence;

    /** One for each log that was ever watched: one that is taken up again has the same. */
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    private volatile Watched watched;

    /** A log, and the lock under which its state is compared and written. */
    private record Watch(WatchedLog log, ReentrantLock lock) {}

    /** The logs that are watched, as requests name them. */
    private record Watched(Map<String, Watch> byOrigin, Map<String, Watch> byHash) {}

    /** A witness over these logs. The caller has the lock of the folder. */
    Witness(WitnessKeys keys, List<WatchedLog> logs, Path folder) {
        this.keys = keys;
        this.state = new StateFolder(folder, keys.keys());
        this.evidence = new Evidence(folder);
        this.watched = watched(logs);
    }

    private Watched watched(List<WatchedLog> logs) {
        Map<String, Watch> byOrigin = new LinkedHashMap<>();
        Map<String, Watch> byHash = new LinkedHashMap<>();
        for (WatchedLog log : logs) {
            ReentrantLock lock = locks.computeIfAbsent(log.origin(), _ -> new ReentrantLock());
            Watch watch = new Watch(log, lock);
            byOrigin.put(log.origin(), watch);
            byHash.put(log.hash(), watch);
        }
        return new Watched(byOrigin, byHash);
    }

    /** Watches these logs from now on. What is remembered of the others stays, and is not told. */
    void watch(List<WatchedLog> logs) throws IOException {
        Watched before = watched;
        Watched now = watched(logs);
        watched = now;
        for (Watch watch : before.byOrigin.values()) {
            if (!now.byOrigin.containsKey(watch.log.origin())) {
                LOG.log(Level.INFO, "no longer watching {0}", watch.log.origin());
            }
        }
        for (Watch watch : now.byOrigin.values()) {
            if (!watch.equals(before.byOrigin.get(watch.log.origin()))) {
                report(watch);
            }
        }
    }

    /** Says of each log what is remembered, so that damage is seen at the start and not later. */
    void report() throws IOException {
        for (Watch watch : watched.byOrigin.values()) {
            report(watch);
        }
    }

    private void report(Watch watch) throws IOException {
        try {
            String known =
                    state.last(watch.log)
                            .map(last -> "from size " + last.head().size() + " on")
                            .orElse("for the first time");
            LOG.log(Level.INFO, "now watching {0} {1}", args(watch, known));
        } catch (DamagedState damage) {
            stopped(watch, damage);
        }
    }

    /**
     * Answers {@code add-checkpoint}.
     *
     * @param body the body of the request
     * @param now the time that the cosignature tells
     */
    Outcome add(byte[] body, Instant now) {
        Submission sent;
        try {
            sent = Submission.parse(body);
        } catch (Untrusted fault) {
            return refused(Reason.MALFORMED, String.valueOf(fault.getMessage()));
        }
        Watch watch = watched.byOrigin.get(sent.request().checkpoint().origin());
        if (watch == null) {
            return refused(Reason.UNKNOWN_LOG, "This witness does not watch this log.");
        }
        VerifiedNote verified;
        try {
            verified = sent.note().verify(watch.log.keys());
        } catch (Untrusted fault) {
            return refused(Reason.UNSIGNED, String.valueOf(fault.getMessage()));
        }
        watch.lock.lock();
        try {
            return decide(watch, sent, verified, now);
        } catch (DamagedState damage) {
            return stopped(watch, damage);
        } catch (IOException failure) {
            LOG.log(
                    Level.SEVERE,
                    "checkpoints of {0} are not cosigned: its state cannot be read or written"
                            + " ({1})",
                    args(watch, failure));
            return new Failed();
        } finally {
            watch.lock.unlock();
        }
    }

    /**
     * The last cosigned note of the log with this hash of its origin, for monitors.
     *
     * @throws DamagedState when it cannot be relied on
     */
    Optional<LastCosigned> last(String hash) throws IOException {
        Watch watch = watched.byHash.get(hash);
        return watch == null ? Optional.empty() : state.last(watch.log);
    }

    private Outcome decide(Watch watch, Submission sent, VerifiedNote verified, Instant now)
            throws IOException {
        AddCheckpoint request = sent.request();
        Optional<LastCosigned> last = state.last(watch.log);
        TreeHead known = last.map(LastCosigned::head).orElse(TreeHead.EMPTY);
        TreeHead head = request.checkpoint().head();
        // Before the old size is looked at: two roots for one size are a lie whatever else is sent.
        boolean otherRoot = sent.otherRoot() || !head.equals(known);
        if (last.isPresent() && head.size() == known.size() && otherRoot) {
            accuse(Evidence.Kind.CONFLICT, last.get(), verified, now);
        }
        if (request.oldSize() != known.size()) {
            LOG.log(
                    Level.INFO,
                    "the old size in a request for {0} did not match; answered with the cosigned"
                            + " size {1}",
                    args(watch, known.size()));
            return new Answered(new WitnessAnswer.Conflict(known.size()));
        }
        if (sent.otherRoot()) {
            return refused(Reason.INCONSISTENT, "A tree without leaves has the wrong root.");
        }
        try {
            request.consistency().verify(known, head);
        } catch (Untrusted fault) {
            if (last.isPresent() && head.size() > known.size()) {
                accuse(Evidence.Kind.UNPROVEN, last.get(), verified, now);
            }
            return refused(Reason.INCONSISTENT, String.valueOf(fault.getMessage()));
        }
        LastCosigned next;
        try {
            next = LastCosigned.sign(keys, verified, time(watch, last, now));
        } catch (Untrusted fault) { // this witness has keys that cannot sign such a checkpoint
            return refused(Reason.MALFORMED, String.valueOf(fault.getMessage()));
        }
        state.keep(next);
        LOG.log(Level.INFO, "cosigned {0} at size {1}", args(watch, head.size()));
        return new Answered(new WitnessAnswer.Cosigned(next.cosignatures()));
    }

    private static Instant time(Watch watch, Optional<LastCosigned> last, Instant now) {
        Instant before = last.map(LastCosigned::time).orElse(Instant.EPOCH);
        if (now.isBefore(before.minusSeconds(CLOCK_TOLERANCE_SECONDS))) {
            LOG.log(
                    Level.WARNING,
                    "the clock is behind the last cosignature of {0} ({1}); that time is signed"
                            + " again",
                    args(watch, before));
        }
        return now.isBefore(before) ? before : now;
    }

    private void accuse(
            Evidence.Kind kind, LastCosigned known, VerifiedNote verified, Instant now) {
        String accusation =
                switch (kind) {
                    case CONFLICT -> "EQUIVOCATION: {0} signed two trees of size {1}";
                    case UNPROVEN ->
                            "{0} sent a tree without a valid consistency proof from size {1}";
                };
        LOG.log(
                Level.SEVERE,
                accusation,
                new Object[] {known.checkpoint().origin(), Long.toString(known.head().size())});
        try {
            evidence.keep(kind, known, LastCosigned.signedBy(verified), now)
                    .ifPresent(
                            file ->
                                    LOG.log(
                                            Level.SEVERE,
                                            "the evidence is stored in {0}",
                                            file.toString()));
        } catch (IOException failure) {
            // The refusal stands without it, and the accusation is in the line above.
            LOG.log(Level.SEVERE, "the evidence could not be stored ({0})", failure.toString());
        }
    }

    private static Outcome stopped(Watch watch, DamagedState damage) {
        LOG.log(
                Level.SEVERE,
                "checkpoints of {0} are not cosigned. {1}",
                args(watch, damage.sentence()));
        return new Failed();
    }

    /** What a stranger sent is not repeated in the log. */
    private static Outcome refused(Reason reason, String sentence) {
        LOG.log(Level.INFO, "refused a request: {0}", reason);
        return new Refused(reason, sentence);
    }

    private static Object[] args(Watch watch, Object detail) {
        return new Object[] {watch.log.origin(), detail.toString()};
    }
}
