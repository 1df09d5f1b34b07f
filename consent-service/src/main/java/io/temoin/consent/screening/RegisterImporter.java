// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.screening.CopyStore.Built;
import io.temoin.consent.screening.CopyStore.Claim;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.RecordImport;
import io.temoin.databasepools.LeaseRenewal;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Builds the copy of a register out of what arrived: range by range of fingerprints, so that memory
 * does not depend on how many there are; then the copy is recorded and takes its place at once.
 * Blocks: runs on virtual threads.
 *
 * <p>Each range is one transaction. One process at a time builds a copy; when it was killed or
 * hangs, another goes on with the next range.
 */
@Singleton
class RegisterImporter {

    private static final Logger LOG = Logger.getLogger(RegisterImporter.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RANGE_BITS = 8;

    private final ImportStore imports;
    private final CopyStore copies;
    private final RegisterStream registers;
    private final Registers inUse;
    private final Clock clock;
    private final ExecutorService threads;
    private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();

    RegisterImporter(
            ImportStore imports,
            CopyStore copies,
            RegisterStream registers,
            Registers inUse,
            Clock clock,
            @VirtualThreads ExecutorService threads) {
        this.imports = imports;
        this.copies = copies;
        this.registers = registers;
        this.inUse = inUse;
        this.clock = clock;
        this.threads = threads;
    }

    /** Builds in the background. */
    void start(TenantId tenant, UUID id) {
        threads.execute(
                () -> {
                    try {
                        build(tenant, id);
                    } catch (RuntimeException failure) {
                        LOG.errorf(failure, "import %s failed; it will be retried", id);
                    }
                });
    }

    /** Builds what is left to build. Does nothing where a process is at it already. */
    private void build(TenantId tenant, UUID id) {
        if (!atWork.add(id)) {
            return;
        }
        try {
            Claim claim = new Claim(tenant, id, UUID.randomUUID());
            if (await(copies.take(claim))) {
                build(claim);
            }
        } finally {
            atWork.remove(id);
        }
    }

    /** Builds a copy that is this process's. On an old claim, nothing changes. */
    void build(Claim claim) {
        try (LeaseRenewal _ = LeaseRenewal.of(CopyStore.LEASE, () -> await(copies.keep(claim)))) {
            if (buildRanges(claim, await(imports.find(claim.tenant(), claim.id())))) {
                takeIntoUse(claim, await(imports.find(claim.tenant(), claim.id())));
            }
        }
    }

    /** False when another process builds the same copy. */
    private boolean buildRanges(Claim claim, ScreeningImport of) {
        int ranges = Math.min(1 << of.pages().bits(), ScreeningImport.RANGES);
        int width = ScreeningImport.RANGES / ranges;
        for (int from = of.built(); from < ScreeningImport.RANGES; from += width) {
            int shared = width == 1 ? RANGE_BITS / 8 : 0;
            byte[] sorted =
                    FingerprintPages.sorted(await(copies.range(of, from, from + width)), shared);
            if (!await(copies.built(claim, from, from + width, pages(of.pages(), sorted)))) {
                return false;
            }
        }
        return true;
    }

    private static Built pages(FingerprintPages pages, byte[] sorted) {
        List<Integer> numbers = new ArrayList<>();
        List<byte[]> filled = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < sorted.length; at += FingerprintPages.WIDTH) {
            int next = at + FingerprintPages.WIDTH;
            if (next == sorted.length || pages.of(sorted, next) != pages.of(sorted, at)) {
                numbers.add(pages.of(sorted, at));
                filled.add(Arrays.copyOfRange(sorted, start, next));
                start = next;
            }
        }
        return new Built(numbers, filled, sorted.length / FingerprintPages.WIDTH);
    }

    /** The event first: whoever sees a call screened by a copy finds the proof of the copy. */
    private void takeIntoUse(Claim claim, ScreeningImport built) {
        if (!await(copies.keep(claim))) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RecordImport command =
                new RecordImport(
                        built.id(),
                        built.register(),
                        built.asOf(),
                        built.rows(),
                        Objects.requireNonNull(built.checksum()),
                        built.source(),
                        built.announcedBy(),
                        now);
        try {
            await(registers.handle(command, asBrought(built, now)));
        } catch (Rejected older) {
            LOG.warnf("import %s was abandoned: %s", built.id(), older.detail());
            await(imports.abandon(built.tenant(), built.id()));
            return;
        }
        await(copies.complete(claim, built, now));
        inUse.replaced(built.tenant());
    }

    /** In the name of who brought the file; one command for ever, whoever completes it. */
    private static EventMetadata asBrought(ScreeningImport built, Instant now) {
        EventMetadata asked = built.metadata();
        return new EventMetadata(
                asked.tenant(),
                built.broughtBy(),
                UUID.nameUUIDFromBytes(("import " + built.id()).getBytes(StandardCharsets.UTF_8)),
                null,
                asked.correlation(),
                null,
                asked.traceparent(),
                now);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
