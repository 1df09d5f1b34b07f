// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.packageparts.domain.PackageKind;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** State of one package. */
public sealed interface AccessPackage {

    /** Nobody asked for it. */
    record Unrequested() implements AccessPackage {}

    /** Services are contributing. */
    record Building(AccessPackageRequested requested, Map<OwnerService, PackagePartSettled> settled)
            implements AccessPackage {

        public Building {
            settled = Map.copyOf(settled);
        }

        Building with(PackagePartSettled part) {
            Map<OwnerService, PackagePartSettled> after = new EnumMap<>(OwnerService.class);
            after.putAll(settled);
            after.put(part.service(), part);
            return new Building(requested, after);
        }

        /** The services that are not done yet. */
        public List<OwnerService> open() {
            return requested.services().stream()
                    .filter(service -> !settled.containsKey(service))
                    .toList();
        }

        /** What will be missing, in the order of the services. */
        List<MissingPart> missing() {
            return requested.services().stream()
                    .map(settled::get)
                    .filter(Objects::nonNull)
                    .flatMap(part -> part.missing().stream())
                    .toList();
        }
    }

    /** It can be handed out, by links. */
    record Built(
            AccessPackageRequested requested,
            Map<OwnerService, PackagePartSettled> parts,
            List<MissingPart> missing,
            Map<UUID, LinkUse> links)
            implements AccessPackage {

        public Built {
            parts = Map.copyOf(parts);
            missing = List.copyOf(missing);
            links = Map.copyOf(links);
        }

        Built with(LinkUse use) {
            Map<UUID, LinkUse> after = new HashMap<>(links);
            after.put(use.issued().link(), use);
            return new Built(requested, parts, missing, after);
        }

        /** A part turned out not to be what was announced. */
        Built without(PackagePartSettled altered) {
            Map<OwnerService, PackagePartSettled> after = new EnumMap<>(OwnerService.class);
            after.putAll(parts);
            after.put(altered.service(), altered);
            List<MissingPart> more =
                    Stream.concat(
                                    missing.stream()
                                            .filter(part -> part.service() != altered.service()),
                                    altered.missing().stream())
                            .toList();
            return new Built(requested, after, more, links);
        }
    }

    /** Key and parts are destroyed. */
    record Expired(AccessPackageRequested requested) implements AccessPackage {}

    /**
     * It was taken back.
     *
     * @param ended whether key and parts are destroyed by now
     */
    record Revoked(
            AccessPackageRequested requested, RevocationReason reason, Instant at, boolean ended)
            implements AccessPackage {}

    /**
     * A link, and how often it was used.
     *
     * @param lastUsedAt when the last download began; absent when there was none
     */
    record LinkUse(AccessPackageLinkIssued issued, int used, @Nullable Instant lastUsedAt) {

        /** A download that began so long ago is over: it is counted before its first byte. */
        static final Duration LONGEST_DOWNLOAD = Duration.ofHours(1);

        /** Whether it can be used as of {@code now}. */
        boolean isValid(Instant now) {
            return now.isBefore(issued.expiresAt()) && used < issued.downloads();
        }

        /** Whether it may be in use as of {@code now}, or be used again. */
        boolean isLive(Instant now) {
            return isValid(now)
                    || (lastUsedAt != null && now.isBefore(lastUsedAt.plus(LONGEST_DOWNLOAD)));
        }
    }

    /**
     * Who contributes: to a copy of everything, all; to what the person provided, those that hold
     * such things.
     */
    static List<OwnerService> servicesOf(PackageKind kind) {
        return switch (kind) {
            case ACCESS ->
                    List.of(
                            OwnerService.CONSENT,
                            OwnerService.RECORDING,
                            OwnerService.RETENTION,
                            OwnerService.AUDIT);
            case PORTABILITY -> List.of(OwnerService.CONSENT, OwnerService.RECORDING);
        };
    }
}
