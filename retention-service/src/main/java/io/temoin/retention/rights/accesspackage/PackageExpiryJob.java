// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.packageparts.vault.PartStorage;
import io.temoin.packageparts.vault.PartStorages;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.rights.accesspackage.PackageStore.Due;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ExpirePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.TimeOutParts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Ends what has come to its end: services that are late, packages that expired, and those of
 * somebody who is erased, once no link to them works. Each step can be repeated, and the row that
 * leads here goes last; so it does not matter where a process dies.
 */
@ApplicationScoped
class PackageExpiryJob {

    private static final Logger LOG = Logger.getLogger(PackageExpiryJob.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For so long whoever has a link to a package that is gone is told so. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final Actor ACTOR = Actor.service("retention-service");

    private final PackageStore store;
    private final PackageStream packages;
    private final PackageKeys keys;
    private final PackageRevocations revocations;
    private final PartStorages storages;
    private final RetentionConfig config;
    private final PollingScheduler polling;
    private final Clock clock;

    PackageExpiryJob(
            PackageStore store,
            PackageStream packages,
            PackageKeys keys,
            PackageRevocations revocations,
            PartStorages storages,
            RetentionConfig config,
            PollingScheduler polling,
            Clock clock) {
        this.store = store;
        this.packages = packages;
        this.keys = keys;
        this.revocations = revocations;
        this.storages = storages;
        this.config = config;
        this.polling = polling;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.packages().pollInterval(),
                "late and expired packages could not be determined; it will be retried",
                this::run);
    }

    /** Ends all that is due. */
    void run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        await(store.over(now)).forEach(due -> tryTo(this::expire, due));
        await(store.late(now)).forEach(due -> tryTo(this::timeOut, due));
        await(store.forgotten(now.minus(REMEMBERED)))
                .forEach(due -> tryTo(over -> await(store.remove(over)), due));
        takeBackErased();
    }

    /** The others must not wait for one that fails; the next look tries it again. */
    private static void tryTo(Consumer<Due> work, Due due) {
        try {
            work.accept(due);
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "package %s could not be ended", due.accessPackage());
        }
    }

    /** When the erasure came a link may have worked, which has ended meanwhile. */
    private void takeBackErased() {
        List<Due> page = await(store.ofErased(null));
        while (!page.isEmpty()) {
            page.forEach(due -> tryTo(this::takeBackErased, due));
            page = await(store.ofErased(page.getLast()));
        }
    }

    private void takeBackErased(Due due) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        await(revocations.takeBackErased(due.accessPackage(), metadata(due, "erased", now)));
    }

    private void timeOut(Due due) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        record(due, "late", new TimeOutParts(now), now);
        await(store.timedOut(due));
    }

    /** The key first: whatever fails after it, the parts are unreadable. */
    private void expire(Due due) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AccessPackage state = await(packages.load(due.tenant(), due.accessPackage()));
        if (state instanceof Revoked) {
            await(revocations.end(due, now));
        } else if (await(store.beginEnd(due, now))) {
            await(keys.destroy(due, PackageKeys.EXPIRED, now));
        } else {
            return;
        }
        storages.find().ifPresent(storage -> removeParts(storage, due));
        record(due, "expired", new ExpirePackage(notEarly(state, now)), now);
        await(store.ended(due, now));
    }

    /** Whoever took it on first may have a clock that is ahead of this one. */
    private static Instant notEarly(AccessPackage state, Instant now) {
        Instant expiresAt =
                switch (state) {
                    case Building building -> building.requested().expiresAt();
                    case Built built -> built.requested().expiresAt();
                    case Unrequested _, Revoked _, Expired _ -> now;
                };
        return expiresAt.isAfter(now) ? expiresAt : now;
    }

    private static void removeParts(PartStorage storage, Due due) {
        try {
            storage.removeBelow(PartStorages.prefix(due.tenant().value(), due.accessPackage()));
        } catch (IOException failure) {
            throw new UncheckedIOException("parts could not be removed", failure);
        }
    }

    private void record(Due due, String what, AccessPackageCommand command, Instant now) {
        await(packages.handle(due.accessPackage(), command, metadata(due, what, now)));
    }

    /** The command is the same whichever replica gives it, and however often. */
    private static EventMetadata metadata(Due due, String what, Instant now) {
        UUID id =
                Commands.idOf(
                        Sha256.of(
                                "package-%s\n%s\n%s"
                                        .formatted(
                                                what, due.tenant().value(), due.accessPackage())));
        return new EventMetadata(due.tenant(), ACTOR, id, null, id.toString(), null, null, now);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
