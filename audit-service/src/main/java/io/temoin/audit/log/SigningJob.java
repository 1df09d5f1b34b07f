// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.log.CheckpointStore.LogTree;
import io.temoin.audit.log.CheckpointStore.PublishedCheckpoint;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifiedSignature;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TreeHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Signs trees that have grown, and only those: a head is signed if the last one that was signed, as
 * another database remembers it, is provably its beginning. That it is about to be signed is noted
 * there first, so that a crash in between costs a signature and never brings two heads of one size.
 * Then the witnesses are asked; what they cosign in time is shown with it, and those that are
 * missing are asked again. Before it is shown it is copied to where no backup of a database
 * reaches, and nothing is signed that has not grown out of that copy. After a start, no log grows
 * further until the quorum of witnesses has answered for the last head, or, where no witness has
 * to, until the copy is there. A log whose checkpoint none of the keys has signed is not continued,
 * so that nobody is left behind with a key that signs nothing any more. Every replica looks; what
 * one has signed, the others find signed.
 */
@ApplicationScoped
class SigningJob {

    private static final Logger LOG = Logger.getLogger(SigningJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String ANOTHER_KEY =
            "the published checkpoint of log %s was not signed by any key in the key file. Restore"
                    + " the previous key to the file (and the previous prefix, if it was changed);"
                    + " if the key is lost, see temoin.audit.log.accept-new-keys.";

    private static final String WITHOUT_COPY =
            "log %s is no longer signed: its last signed checkpoint has no copy on %s. Was the"
                    + " topic lost, or do the databases and the topic belong to different"
                    + " installations? See temoin.audit.log.accept-missing-copies.";

    private static final String UNANSWERED =
            "log %s will not be signed again until a quorum of its witnesses has confirmed the"
                    + " last checkpoint, with %d entries";

    private final GrowthVerification growth;
    private final CheckpointStore checkpoints;
    private final SignedHeadStore signed;
    private final CheckpointSigner signer;
    private final Witnesses witnesses;
    private final Cosigning cosigning;
    private final CheckpointCopies copies;
    private final StoppedLogs stopped;
    private final CheckpointLag lag;
    private final PollingScheduler polling;
    private final ExecutorService virtualThreads;
    private final AuditConfig.Log config;
    private final Clock clock;
    private final AtomicLong unwitnessed;

    /** Whose last head somebody else has borne out since this process started. */
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();

    private final Set<String> unconfirmed = ConcurrentHashMap.newKeySet();
    private volatile Instant began = Instant.EPOCH;

    SigningJob(
            GrowthVerification growth,
            CheckpointStore checkpoints,
            SignedHeadStore signed,
            CheckpointSigner signer,
            Witnesses witnesses,
            Cosigning cosigning,
            CheckpointCopies copies,
            StoppedLogs stopped,
            CheckpointLag lag,
            PollingScheduler polling,
            @VirtualThreads ExecutorService virtualThreads,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.growth = growth;
        this.checkpoints = checkpoints;
        this.signed = signed;
        this.signer = signer;
        this.witnesses = witnesses;
        this.cosigning = cosigning;
        this.copies = copies;
        this.stopped = stopped;
        this.lag = lag;
        this.polling = polling;
        this.virtualThreads = virtualThreads;
        this.config = config.log();
        this.clock = clock;
        this.unwitnessed = metrics.gauge("temoin.audit.log.unwitnessed", new AtomicLong());
    }

    /**
     * Looks again and again.
     *
     * @throws IllegalStateException when the key file has lost the key that the logs were signed
     *     with: whoever verifies them would be left with a key that signs nothing any more
     */
    void start(@Observes StartupEvent event) {
        await(checkpoints.newest())
                .filter(log -> !isContinued(log))
                .map(LogTree::shard)
                .ifPresent(this::refuseUnlessAccepted);
        trustNothingFromBefore();
        began = clock.instant();
        polling.every(
                config.signingInterval(),
                "signing the logs failed; it will be retried",
                () -> look(clock.instant()));
    }

    /** As at a start: what this process found borne out counts no more. */
    void trustNothingFromBefore() {
        confirmed.clear();
    }

    /** Signs what has grown, what was signed too long ago, and what lacks cosignatures. */
    void look(Instant now) {
        boolean known = copies.areRead();
        List<LogTree> unsigned = await(known ? unsigned(now) : checkpoints.grown());
        // Before anything that can keep this replica from signing: that is what the lag tells.
        lag.note(unsigned.stream().filter(tree -> !stopped.isKnown(tree.shard())).toList(), now);
        if (!known) {
            return; // nor is what was shown before
        }
        await(stopped.refresh());
        List<Callable<Void>> each = new ArrayList<>();
        for (LogTree tree : unsigned) {
            if (stopped.contains(tree.shard())) {
                continue;
            }
            each.add(
                    () -> {
                        signOne(tree, now);
                        return null;
                    });
        }
        // One log whose witness is slow, or that cannot be signed, must not hold up the others.
        all(each);
        unwitnessed.set(await(checkpoints.unwitnessed()));
    }

    private Uni<List<LogTree>> unsigned(Instant now) {
        Instant tooOld = tooOld(now);
        Instant askAgain = cosigning.mayAsk(now) ? now.minus(config.witnessRetryAfter()) : tooOld;
        return checkpoints.unsigned(tooOld, askAgain);
    }

    /** What was signed before this start too: maybe by other keys than those of the file now. */
    private Instant tooOld(Instant now) {
        Instant then = now.minus(config.checkpointRepublishInterval());
        return then.isAfter(began) ? then : began;
    }

    private void all(List<Callable<Void>> each) {
        try {
            for (Future<Void> one : virtualThreads.invokeAll(each)) {
                one.get();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a log could not be signed", failure.getCause());
        }
    }

    private void refuseUnlessAccepted(String shard) {
        if (!config.acceptNewKeys()) {
            throw new IllegalStateException(ANOTHER_KEY.formatted(shard));
        }
        LOG.warnf(
                "log %s: a new key was accepted, because temoin.audit.log.accept-new-keys is set,"
                        + " although no key in the key file signed the published checkpoint",
                shard);
    }

    private void signOne(LogTree seen, Instant now) {
        try {
            sign(seen, now);
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "log %s could not be signed; it will be retried", seen.shard());
        }
    }

    /**
     * Signs a log, or stops it.
     *
     * @param seen how it was a moment ago; it may have grown since, and another replica may have
     *     signed it
     */
    void sign(LogTree seen, Instant now) {
        if (!config.acceptNewKeys() && !isContinued(seen)) {
            stopped.stopForItsKeys(seen.shard(), ANOTHER_KEY.formatted(seen.shard()));
            return;
        }
        TreeHead last = await(signed.last(seen.shard()));
        LogTree tree = await(growth.notBefore(last, seen));
        Optional<String> objection =
                await(growth.objection(tree, last))
                        .or(() -> await(growth.objectionOfTheCopy(tree)));
        if (objection.isPresent()) {
            stopped.stop(tree.shard(), objection.get());
            return;
        }
        if (!isConfirmed(tree, last, now)) {
            return;
        }
        boolean ours =
                last.equals(tree.head())
                        || await(signed.advance(tree.shard(), last, tree.head(), now));
        if (ours) { // else another process signs, and the next look finds what it left
            show(tree, signer.sign(tree.shard(), tree.head()), now);
        }
    }

    /**
     * Whether somebody else than the two databases, which may both have been restored, has borne
     * out the last head since this process started; stops the log if they have another.
     */
    private boolean isConfirmed(LogTree tree, TreeHead last, Instant now) {
        String shard = tree.shard();
        if (last.size() == 0) {
            confirmed.add(shard); // it begins here, and there is no copy of it either
        }
        if (confirmed.contains(shard)) {
            return true;
        }
        boolean answered =
                witnesses.areEnough(Set.of())
                        ? isCopied(shard)
                        : isWitnessed(
                                new LogTree(shard, last, tree.checkpoint(), tree.covered()), now);
        if (answered) {
            confirmed.add(shard);
            unconfirmed.remove(shard);
        }
        return answered;
    }

    private boolean isCopied(String shard) {
        if (copies.of(shard).isPresent()) {
            return true;
        }
        if (unconfirmed.add(shard)) {
            LOG.errorf(WITHOUT_COPY, shard, CheckpointCopies.TOPIC);
        }
        // What other keys have signed is no copy either.
        return config.acceptMissingCopies() || config.acceptNewKeys();
    }

    private boolean isWitnessed(LogTree last, Instant now) {
        Cosigning.Round round = ask(last, signer.sign(last.shard(), last.head()), now);
        Optional<String> objection = await(growth.objection(last, round));
        if (objection.isPresent()) {
            stopped.stop(last.shard(), objection.get());
            return false;
        }
        boolean enough = witnesses.areEnough(round.agreeing());
        if (!enough && unconfirmed.add(last.shard())) {
            LOG.warnf(UNANSWERED, last.shard(), last.head().size());
        }
        return enough;
    }

    private Cosigning.Round ask(LogTree tree, SignedNote note, Instant now) {
        return cosigning.ask(
                note,
                signer.verifierKeys(tree.shard()),
                size -> await(growth.consistency(tree, size)),
                now);
    }

    /** Whether who verified the log so far, can go on with the same key. */
    private boolean isContinued(LogTree tree) {
        String shown = tree.checkpoint();
        return shown == null || signer.hasSigned(tree.shard(), shown);
    }

    private void show(LogTree tree, SignedNote note, Instant now) {
        Cosigning.Round round = ask(tree, note, now);
        Optional<String> objection = await(growth.objection(tree, round));
        if (objection.isPresent()) {
            stopped.stop(tree.shard(), objection.get());
            return;
        }
        List<VerifiedSignature> cosignatures = withThoseOfBefore(tree, note, round.cosignatures());
        Set<VerifierKey> cosigners = new HashSet<>();
        cosignatures.forEach(cosignature -> cosigners.add(cosignature.key()));
        SignedNote cosigned =
                note.with(cosignatures.stream().map(VerifiedSignature::line).toList());
        copies.keep(tree.shard(), cosigned);
        await(
                checkpoints.publish(
                        new PublishedCheckpoint(
                                tree.shard(),
                                tree.head().size(),
                                cosigned,
                                witnesses.areEnough(cosigners)),
                        now,
                        now.minus(config.enrolmentInterval())));
    }

    /** A witness that does not answer this time may have cosigned the same head before. */
    private List<VerifiedSignature> withThoseOfBefore(
            LogTree tree, SignedNote note, List<VerifiedSignature> now) {
        List<VerifiedSignature> all = new ArrayList<>(now);
        Set<VerifierKey> missing = new HashSet<>(witnesses.keys());
        now.forEach(cosignature -> missing.remove(cosignature.key()));
        if (!missing.isEmpty()) {
            await(checkpoints.checkpoint(tree.shard()))
                    .map(SignedNote::parse)
                    .filter(before -> before.text().equals(note.text()))
                    .ifPresent(before -> all.addAll(signaturesOf(missing, before)));
        }
        return all;
    }

    private static List<VerifiedSignature> signaturesOf(Set<VerifierKey> keys, SignedNote note) {
        try {
            return note.verify(keys).signatures();
        } catch (Untrusted _) {
            return List.of(); // none of them has signed it
        }
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(LIMIT);
    }
}
