// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.packageparts.vault.PartStorage;
import io.temoin.packageparts.vault.PartStorages;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.rights.accesspackage.HandingOut;
import io.temoin.retention.rights.accesspackage.PackageKeys;
import io.temoin.retention.rights.accesspackage.PackageStore.LinkRow;
import io.temoin.retention.rights.accesspackage.PackageStream;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.DownloadPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ReportAltered;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageDecider;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.accesspackage.domain.MissingPart;
import io.temoin.retention.rights.accesspackage.domain.MissingReason;
import io.temoin.retention.rights.accesspackage.domain.PackageProblem;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.accesspackage.domain.Withheld;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands packages out to whoever has a link. Each download is counted and on record before its first
 * byte; a part that is gone or altered by then is missing, and the package says so. While the
 * storage does not answer, nothing is counted.
 */
@ApplicationScoped
public class PackageDownloads {

    private static final Logger LOG = Logger.getLogger(PackageDownloads.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ROLE = "data-subject";

    /** A download that is on record. */
    public interface Content {

        /** Writes the file; what fails breaks it off, and it never looks as if it were whole. */
        void writeTo(OutputStream out) throws IOException;
    }

    private final PackageStream packages;
    private final PackageKeys keys;
    private final PartStorages storages;
    private final HandingOut handingOut;
    private final RetentionConfig config;
    private final Clock clock;

    PackageDownloads(
            PackageStream packages,
            PackageKeys keys,
            PartStorages storages,
            HandingOut handingOut,
            RetentionConfig config,
            Clock clock) {
        this.packages = packages;
        this.keys = keys;
        this.storages = storages;
        this.handingOut = handingOut;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Begins a download. A link to another package, or of another tenant, leads to nothing.
     *
     * @param token of the link
     * @throws StorageUnavailable while the storage does not answer; no download is counted
     */
    public Content begin(@Nullable UUID accessPackage, @Nullable String token) {
        TenantId tenant = PackageKeys.tenantOf(token).orElseThrow(PackageProblem::unknown);
        if (accessPackage == null || token == null) {
            throw PackageProblem.unknown();
        }
        LinkRow link = await(keys.require(tenant, accessPackage, token));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AccessPackage before = await(packages.load(tenant, accessPackage));
        if (!(before instanceof Built built)) {
            throw refusal(before);
        }
        Withheld withheld = await(handingOut.requireEntitled(tenant, built.requested().request()));
        String passphrase = await(keys.passphrase(tenant, link));
        PackageZip zip = prepare(tenant, built, withheld, now);
        await(
                packages.handle(
                        accessPackage,
                        new DownloadPackage(link.link(), now),
                        metadata(tenant, built.requested(), now)));
        return out ->
                write(
                        tenant,
                        built.requested(),
                        zip,
                        out,
                        passphrase,
                        () -> requireStill(tenant, built.requested(), withheld));
    }

    /**
     * A package that was taken back, or a part that is not what was announced, breaks the download
     * off before its end. The next one says that the part is missing.
     */
    private void write(
            TenantId tenant,
            AccessPackageRequested requested,
            PackageZip zip,
            OutputStream out,
            String passphrase,
            WatchedOutput.Permission permission)
            throws IOException {
        try {
            zip.writeTo(out, passphrase, permission);
        } catch (PartAltered altered) {
            reportAltered(tenant, requested, altered);
            throw altered;
        }
    }

    /** It was not taken back meanwhile, nor answered with a refusal of what is being written. */
    private void requireStill(TenantId tenant, AccessPackageRequested requested, Withheld withheld)
            throws HandingOutEnded {
        if (!(await(packages.load(tenant, requested.accessPackage())) instanceof Built)) {
            throw new HandingOutEnded("the package was taken back meanwhile");
        }
        if (!await(handingOut.requireEntitled(tenant, requested.request())).equals(withheld)) {
            throw new HandingOutEnded("the answer refused something meanwhile");
        }
    }

    private void reportAltered(
            TenantId tenant, AccessPackageRequested requested, PartAltered altered) {
        UUID accessPackage = requested.accessPackage();
        LOG.errorf(altered, "package %s cannot be handed out whole", accessPackage);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = UUID.randomUUID();
        await(
                packages.handle(
                        accessPackage,
                        new ReportAltered(altered.service(), now),
                        new EventMetadata(
                                tenant,
                                Actor.service("retention-service"),
                                id,
                                null,
                                id.toString(),
                                null,
                                null,
                                now)));
    }

    private static Rejected refusal(AccessPackage state) {
        return switch (state) {
            case Unrequested _ -> PackageProblem.unknown();
            case Building _, Built _ -> AccessPackageDecider.notReady();
            case Revoked revoked -> AccessPackageDecider.revoked(revoked.reason());
            case Expired _ -> AccessPackageDecider.expired();
        };
    }

    private PackageZip prepare(TenantId tenant, Built built, Withheld withheld, Instant now) {
        AccessPackageRequested requested = built.requested();
        PackageKey key = await(keys.open(tenant, requested.accessPackage()));
        List<MissingPart> missing = new ArrayList<>(built.missing());
        List<PartReader> readers = new ArrayList<>();
        for (OwnerService service : requested.services()) {
            PackagePartSettled part = built.parts().get(service);
            if (part == null || part.content() == null || withheld.isAllOf(service)) {
                continue;
            }
            PartReader reader = reader(tenant, service, part.content(), key, requested);
            if (reader == null) {
                missing.add(new MissingPart(service, MissingReason.ALTERED, null));
            } else {
                readers.add(reader);
            }
        }
        return new PackageZip(
                new PackageManifest(requested, missing, withheld, now),
                readers,
                new PackagePage(requested, config.zone()));
    }

    private @Nullable PartReader reader(
            TenantId tenant,
            OwnerService service,
            PartContent content,
            PackageKey key,
            AccessPackageRequested requested) {
        UUID accessPackage = requested.accessPackage();
        PartStorage storage =
                storages.find()
                        .orElseThrow(() -> new IllegalStateException("the parts have no storage"));
        PartReader reader =
                new PartReader(
                        storage,
                        PartStorages.name(tenant.value(), accessPackage, content.part()),
                        key,
                        PackageKey.context(tenant.value(), accessPackage, service.name()),
                        service,
                        content);
        try {
            reader.requireThere();
            return reader;
        } catch (PartAltered altered) {
            reportAltered(tenant, requested, altered);
            return null;
        } catch (IOException failure) {
            throw new StorageUnavailable("the part of " + service + " cannot be read", failure);
        }
    }

    /** The person acts, by the link. */
    private static EventMetadata metadata(
            TenantId tenant, AccessPackageRequested requested, Instant now) {
        UUID id = UUID.randomUUID();
        Actor actor = new Actor(requested.subject(), requested.controller(), ROLE, null);
        return new EventMetadata(tenant, actor, id, null, id.toString(), null, null, now);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
