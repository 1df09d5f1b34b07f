// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.audit.export.ExportRow.Progress;
import io.temoin.audit.export.domain.Export;
import io.temoin.audit.export.domain.Export.Completed;
import io.temoin.audit.export.domain.Export.Failed;
import io.temoin.audit.export.domain.Export.Removed;
import io.temoin.audit.export.domain.Export.Requested;
import io.temoin.audit.export.domain.Export.Unknown;
import io.temoin.audit.export.domain.ExportCommand;
import io.temoin.audit.export.domain.ExportCommand.CompleteExport;
import io.temoin.audit.export.domain.ExportCommand.FailExport;
import io.temoin.audit.trail.TrailCursor;
import io.temoin.audit.trail.TrailExtract;
import io.temoin.audit.trail.TrailExtract.Batch;
import io.temoin.audit.trail.TrailRow;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.databasepools.LeaseRenewal;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes exports, chunk by chunk. Every replica looks for some; each export has one writer at a
 * time. A chunk and how far it reaches are one commit, so whoever goes on after a crash goes on
 * where the last commit was. So is a look that found nothing: few entries in a large trail are
 * found in as many steps as it takes.
 */
@ApplicationScoped
class ExportJob {

    private static final Logger LOG = Logger.getLogger(ExportJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Counting reads the whole part of the trail, which may be large. */
    private static final Duration LONG_LIMIT = Duration.ofMinutes(10);

    /** What is recorded of an export that could not be written so often. */
    private static final String GIVEN_UP = "GIVEN_UP";

    private final ExportQueueStore queue;
    private final ExportStore exports;
    private final ExportCoverStore cover;
    private final ExportStream streams;
    private final ExportRemovals removals;
    private final ChunkStorage chunks;
    private final TrailExtract trail;
    private final PollingScheduler polling;
    private final AuditConfig.Export config;
    private final Clock clock;

    ExportJob(
            ExportQueueStore queue,
            ExportStore exports,
            ExportCoverStore cover,
            ExportStream streams,
            ExportRemovals removals,
            ChunkStorage chunks,
            TrailExtract trail,
            PollingScheduler polling,
            AuditConfig config,
            Clock clock) {
        this.queue = queue;
        this.exports = exports;
        this.cover = cover;
        this.streams = streams;
        this.removals = removals;
        this.chunks = chunks;
        this.trail = trail;
        this.polling = polling;
        this.config = config.export();
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.pollInterval(), "writing exports failed; it will be retried", this::look);
        polling.every(
                config.expiryInterval(),
                "removing expired exports failed; it will be retried",
                () -> await(queue.expire(clock.instant())));
    }

    /** Writes all that waits. */
    void look() {
        Optional<Claim> claimed = claim();
        while (claimed.isPresent()) {
            work(claimed.get());
            claimed = claim();
        }
    }

    private Optional<Claim> claim() {
        return await(queue.claim(UUID.randomUUID(), config.lease()));
    }

    /** One turn of an export. What fails is tried again later. */
    private void work(Claim claim) {
        try {
            if (hasMore(claim)) {
                await(exports.renew(claim, Duration.ZERO)); // others have a turn
            }
        } catch (LeaseLost _) {
            LOG.infof("export %s has been taken over by another process", claim.export());
        } catch (RuntimeException failure) {
            LOG.warnf(
                    failure,
                    "export %s failed, attempt %d of %d",
                    claim.export(),
                    claim.attempt(),
                    config.attempts());
            postpone(claim);
        }
    }

    private boolean hasMore(Claim claim) {
        try (LeaseRenewal _ = keep(claim)) {
            if (claim.attempt() > config.attempts()) {
                giveUp(claim, GIVEN_UP);
                return false;
            }
            return write(claim);
        }
    }

    /** Keeps an export this process's, for as long as the process is alive and works on it. */
    LeaseRenewal keep(Claim claim) {
        return LeaseRenewal.of(config.lease(), () -> await(exports.keep(claim, config.lease())));
    }

    private void postpone(Claim claim) {
        try {
            await(exports.renew(claim, config.retryAfter()));
        } catch (LeaseLost _) {
            LOG.infof("export %s is not this process's any more", claim.export());
        }
    }

    /**
     * What is refused once is refused at every attempt.
     *
     * @return whether there may be more to write
     */
    private boolean write(Claim claim) {
        try {
            for (int turn = 0; turn < config.chunksPerTurn(); turn++) {
                if (!writeNext(claim)) {
                    return false;
                }
            }
            return true;
        } catch (Rejected refused) {
            giveUp(claim, refused.code().name());
            return false;
        }
    }

    /**
     * Looks for the next chunk and writes it, or ends the export if there is none. One that names
     * somebody who is erased is withdrawn; the row is read before, so that what is asked of the
     * trail never has the word that stands for all of them.
     *
     * @return whether there may be another
     * @throws Rejected when the trail cannot be asked that
     * @throws LeaseLost when the export is another's by now, or was taken away; nothing is written
     *     then
     */
    boolean writeNext(Claim claim) {
        ExportRow wanted = row(claim);
        if (await(removals.withdrawNaming(claim.tenant(), claim.export(), wanted.asked()))) {
            return false;
        }
        trail.check(wanted.asked().filters());
        ExportRow export = counted(claim, wanted);
        Progress before = export.progress();
        Batch found = await(LIMIT, () -> next(claim, export));
        String text = text(export, found.entries());
        TrailCursor reached = found.reached();
        if (!text.isEmpty()) {
            await(cover.note(claim.tenant(), export, found.entries()));
            Progress after = before.after(found.entries().size(), furthest(before, found));
            grow(claim, before, after, Chunk.of(text));
        } else if (reached != null) {
            await(exports.reach(claim, reached, config.lease()));
        } else {
            complete(claim, export);
            return false;
        }
        return true;
    }

    /** A chunk that goes into a bucket is there before the row that makes it part of the file. */
    private void grow(Claim claim, Progress before, Progress after, byte[] chunk) {
        byte[] row = chunks.keep(claim.id(), chunk);
        try {
            await(exports.grow(claim, before, after, row, config.lease()));
        } catch (LeaseLost lost) {
            chunks.discard(claim.id(), row);
            throw lost;
        }
    }

    private Uni<Batch> next(Claim claim, ExportRow export) {
        return trail.after(
                claim.tenant(),
                export.part(),
                export.progress().reached(),
                config.entriesPerChunk(),
                config.entriesPerPoll());
    }

    private static @Nullable TrailCursor furthest(Progress before, Batch found) {
        if (found.reached() != null) {
            return found.reached();
        }
        return found.entries().isEmpty() ? before.reached() : found.entries().getLast().cursor();
    }

    private ExportRow row(Claim claim) {
        return await(exports.find(claim.tenant(), claim.export()))
                .orElseThrow(() -> new IllegalStateException("what was claimed is there"));
    }

    private ExportRow counted(Claim claim, ExportRow export) {
        if (export.progress().total() != null) {
            return export;
        }
        long total = await(LONG_LIMIT, () -> trail.count(claim.tenant(), export.part()));
        await(exports.counted(claim, total));
        return export.with(export.progress().counted(total));
    }

    private static String text(ExportRow export, List<TrailRow> entries) {
        StringBuilder text = new StringBuilder();
        if (export.progress().chunks() == 0) {
            text.append(export.asked().format().head());
        }
        entries.forEach(one -> text.append(export.asked().format().line(one.entry())));
        return text.toString();
    }

    /**
     * The hash is made from what is stored, which is what will be handed out. It is on record
     * before the file is shown to be there.
     */
    private void complete(Claim claim, ExportRow export) {
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        for (int number = 0; number < export.progress().chunks(); number++) {
            byte[] chunk = chunk(claim, number);
            digest.update(chunk);
            bytes += chunk.length;
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        Export recorded =
                record(claim, export, new CompleteExport(export.progress().done(), bytes, sha256));
        switch (recorded) {
            case Completed _ ->
                    await(
                            exports.complete(
                                    claim, bytes, sha256, clock.instant().plus(config.keep())));
            case Removed _ -> await(removals.follow(claim.tenant(), claim.export()));
            case Failed _ -> await(exports.fail(claim, GIVEN_UP));
            case Unknown _, Requested _ ->
                    throw new IllegalStateException("what was to be completed has ended");
        }
    }

    private byte[] chunk(Claim claim, int number) {
        Optional<byte[]> chunk = await(exports.chunk(claim.tenant(), claim.export(), number));
        if (chunk.isEmpty()) {
            await(exports.renew(claim, config.lease())); // it may have been taken away
            throw new IllegalStateException("a chunk of an export is missing");
        }
        return Chunk.bytes(chunks.read(claim.id(), chunk.get()));
    }

    private void giveUp(Claim claim, String code) {
        if (record(claim, row(claim), new FailExport(code)) instanceof Removed) {
            await(removals.follow(claim.tenant(), claim.export()));
        } else {
            await(exports.fail(claim, code));
            await(chunks.removeSoon(claim.id()));
            LOG.errorf("export %s failed permanently: %s", claim.export(), code);
        }
    }

    /**
     * Under an id of its own for each outcome: whoever repeats it records it once. On an old claim,
     * nothing is recorded.
     *
     * @return what is on record then; somebody else may have ended it
     */
    private Export record(Claim claim, ExportRow export, ExportCommand command) {
        await(exports.renew(claim, config.lease()));
        String outcome = claim.export() + "/" + command.getClass().getSimpleName();
        EventMetadata metadata = metadata(claim.tenant(), outcome, export.asked().correlation());
        return await(streams.handle(claim.export(), command, metadata)).state();
    }

    private EventMetadata metadata(TenantId tenant, String command, String correlation) {
        return new EventMetadata(
                tenant,
                Actor.service("audit-service"),
                UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8)),
                null,
                correlation,
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(LIMIT);
    }

    /** What reads through Hibernate needs a context to run in, which this thread is not. */
    private static <T> T await(Duration limit, Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> work.get().ifNoItem().after(limit).fail());
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("the trail could not be read", failure);
        }
    }
}
