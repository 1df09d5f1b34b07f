// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.databasepools.LeaseRenewal;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.packageparts.domain.PackagePart;
import io.temoin.packageparts.domain.PackagePart.Unwritten;
import io.temoin.packageparts.domain.PackagePart.Written;
import io.temoin.packageparts.domain.PackagePartCommand;
import io.temoin.packageparts.domain.PackagePartCommand.FinishPart;
import io.temoin.packageparts.domain.PackagePartCommand.GiveUpPart;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.packageparts.domain.PartFailure;
import io.temoin.packageparts.vault.PackagePartStore.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes the parts that are asked for. Storage first, event second, the row last: whoever goes on
 * after a crash finds the event, or writes the part again under another name. What nobody refers to
 * goes with the package.
 */
@ApplicationScoped
class PackagePartJob {

    private static final Logger LOG = Logger.getLogger(PackagePartJob.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PackagePartStore parts;
    private final PackagePartStream stream;
    private final PartStorages storages;
    private final PartSource source;
    private final PartConfig config;
    private final PollingScheduler polling;
    private final Clock clock;

    PackagePartJob(
            PackagePartStore parts,
            PackagePartStream stream,
            PartStorages storages,
            PartSource source,
            PartConfig config,
            PollingScheduler polling,
            Clock clock) {
        this.parts = parts;
        this.stream = stream;
        this.storages = storages;
        this.source = source;
        this.config = config;
        this.polling = polling;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.pollInterval(),
                "parts of access packages could not be written; it will be retried",
                this::look);
    }

    /** Writes all that wait. */
    void look() {
        Optional<Claim> claim = claim();
        while (claim.isPresent()) {
            work(claim.get());
            claim = claim();
        }
    }

    private Optional<Claim> claim() {
        return await(parts.claim(UUID.randomUUID(), config.lease()));
    }

    private void work(Claim claim) {
        UUID accessPackage = claim.asked().accessPackage();
        try (LeaseRenewal _ =
                LeaseRenewal.of(config.lease(), () -> await(parts.hold(claim, config.lease())))) {
            if (await(stream.load(claim.tenant(), accessPackage)) instanceof Unwritten) {
                finish(claim);
            }
            await(parts.remove(claim));
        } catch (IOException | RuntimeException failure) {
            LOG.warnf(
                    failure,
                    "the part of package %s failed, attempt %d of %d",
                    accessPackage,
                    claim.attempt(),
                    config.attempts());
            await(parts.hold(claim, config.retryAfter()));
        }
    }

    private void finish(Claim claim) throws IOException {
        Optional<PartStorage> storage = storages.find();
        Instant now = now();
        if (!now.isBefore(claim.asked().expiresAt())) {
            giveUp(claim, PartFailure.TOO_LATE);
        } else if (storage.isEmpty()) {
            giveUp(claim, PartFailure.STORAGE_NOT_CONFIGURED);
        } else if (claim.attempt() > config.attempts()) {
            giveUp(claim, PartFailure.GIVEN_UP);
        } else {
            write(claim, storage.get());
        }
    }

    private void giveUp(Claim claim, PartFailure reason) {
        LOG.errorf(
                "package %s has no part of this service: %s",
                claim.asked().accessPackage(), reason);
        record(claim, new GiveUpPart(claim.asked(), reason, now()), reason.name());
    }

    private void write(Claim claim, PartStorage storage) throws IOException {
        PartAsked asked = claim.asked();
        UUID part = UUID.randomUUID();
        String name = PartStorages.name(claim.tenant().value(), asked.accessPackage(), part);
        Measured measured = new Measured();
        storage.store(name, out -> writeSealed(claim, measured.over(out), measured));
        PackagePart recorded =
                record(
                        claim,
                        new FinishPart(
                                asked,
                                part,
                                measured.bytes,
                                measured.sha256(),
                                measured.counts,
                                now()),
                        part.toString());
        if (!(recorded instanceof Written written) || !written.ready().part().equals(part)) {
            storage.remove(name); // another process was first
        }
    }

    private void writeSealed(Claim claim, OutputStream out, Measured measured) throws IOException {
        PartAsked asked = claim.asked();
        String context =
                PackageKey.context(claim.tenant().value(), asked.accessPackage(), asked.service());
        try (OutputStream behind = new WriteBehind(out);
                OutputStream sealed = RecipientKey.of(asked.recipientKey()).seal(behind, context)) {
            PartWriter writer = new PartWriter(sealed);
            source.write(claim.tenant(), asked, writer);
            measured.counts = writer.finish();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private PackagePart record(Claim claim, PackagePartCommand command, String what) {
        PartAsked asked = claim.asked();
        UUID id =
                Commands.idOf(
                        Sha256.of(
                                "package-part\n%s\n%s\n%s"
                                        .formatted(
                                                claim.tenant().value(),
                                                asked.accessPackage(),
                                                what)));
        EventMetadata metadata =
                new EventMetadata(
                        claim.tenant(),
                        Actor.service(asked.service().toLowerCase(Locale.ROOT) + "-service"),
                        id,
                        null,
                        claim.correlation(),
                        claim.cause(),
                        null,
                        now());
        return await(stream.handle(asked.accessPackage(), command, metadata)).state();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    /** What was written of a sealed part, counted and hashed on its way. */
    private static final class Measured {

        private final MessageDigest digest = Sha256.digest();
        private long bytes;
        private List<PartCount> counts = List.of();

        OutputStream over(OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] content, int offset, int length) throws IOException {
                    out.write(content, offset, length);
                    digest.update(content, offset, length);
                    bytes += length;
                }

                @Override
                public void close() throws IOException {
                    flush(); // the storage closes it
                }
            };
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
