// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PackagePartEvent;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartFailed;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartReady;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.packageparts.domain.PartFailure;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.packageparts.vault.PackagePartStream;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageCompleted;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageDownloaded;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageExpired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageIncomplete;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRevoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.accesspackage.domain.MissingPart;
import io.temoin.retention.rights.accesspackage.domain.MissingReason;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The events of packages, and of this service's own parts, as they are published. */
public final class PublishedPackages {

    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final EventCodec<AccessPackageEvent> PACKAGES = PackageStream.codec(KEYS);
    private static final EventCodec<PackagePartEvent> PARTS = PackagePartStream.codec(KEYS);
    private static final UUID PACKAGE = id("d");
    private static final UUID REQUEST = id("4");
    private static final UUID PART = id("e");
    private static final UUID LINK = id("f");
    private static final String RHONE = "rhone-telecom";
    private static final String PERSON = "0123456789abcdef0123456789abcdef";
    private static final List<PersonChannel> CHANNELS =
            List.of(new PersonChannel(id("1"), 2), new PersonChannel(id("2"), null));
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2026-12-15T10:00:00Z");
    private static final List<PartCount> COUNTS =
            List.of(new PartCount("calls", 3), new PartCount("missing", 0));
    private static final String SHA_256 = "ab".repeat(32);

    private PublishedPackages() {}

    private static UUID id(String end) {
        return UUID.fromString("019a0000-0000-7000-8000-00000000000" + end);
    }

    /** The types of events and their versions. */
    public static Set<Map.Entry<String, Integer>> versions() {
        Set<Map.Entry<String, Integer>> all = new HashSet<>(PACKAGES.versions().entrySet());
        all.addAll(PARTS.versions().entrySet());
        return all;
    }

    /** The payloads by the names of their events. */
    public static Map<String, String> payloads() {
        Map<String, String> payloads = new HashMap<>();
        packages().forEach(event -> payloads.put(name(event), payload(PACKAGES, event)));
        parts().forEach(event -> payloads.put(name(event), payload(PARTS, event)));
        return payloads;
    }

    private static String name(Object event) {
        return event.getClass().getSimpleName();
    }

    private static <E> String payload(EventCodec<E> codec, E event) {
        var metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        PACKAGE,
                        null,
                        "correlation",
                        null,
                        null,
                        NOW);
        return codec.encodeAll(new StreamId("package", "p"), List.of(event), metadata)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }

    private static List<AccessPackageEvent> packages() {
        return List.of(
                new AccessPackageRequested(
                        PACKAGE,
                        REQUEST,
                        RHONE,
                        PERSON,
                        PackageKind.ACCESS,
                        OtherVoices.WITHHELD,
                        1,
                        CHANNELS,
                        Arrays.asList(OwnerService.values()),
                        Instant.parse("2026-12-01T16:00:00Z"),
                        EXPIRY,
                        NOW),
                new PackagePartRequested(
                        PACKAGE,
                        REQUEST,
                        RHONE,
                        PERSON,
                        OwnerService.CONSENT,
                        PackageKind.ACCESS,
                        OtherVoices.WITHHELD,
                        1,
                        CHANNELS,
                        "MCowBQYDK2VuAyEA",
                        EXPIRY),
                new PackagePartSettled(
                        PACKAGE,
                        REQUEST,
                        RHONE,
                        PERSON,
                        OwnerService.CONSENT,
                        new PartContent(PART, 1024, SHA_256, COUNTS),
                        null,
                        NOW),
                new AccessPackageCompleted(PACKAGE, REQUEST, RHONE, PERSON, NOW),
                new AccessPackageIncomplete(
                        PACKAGE,
                        REQUEST,
                        RHONE,
                        PERSON,
                        List.of(
                                new MissingPart(
                                        OwnerService.RECORDING, MissingReason.TOO_LATE, null)),
                        NOW),
                new AccessPackageLinkIssued(
                        PACKAGE,
                        REQUEST,
                        RHONE,
                        PERSON,
                        LINK,
                        3,
                        Instant.parse("2026-12-08T10:00:00Z"),
                        NOW),
                new AccessPackageDownloaded(PACKAGE, REQUEST, RHONE, PERSON, LINK, 1, NOW),
                new AccessPackageRevoked(
                        PACKAGE, REQUEST, RHONE, PERSON, RevocationReason.SOURCE_DESTROYED, NOW),
                new AccessPackageExpired(PACKAGE, REQUEST, RHONE, PERSON, EXPIRY));
    }

    private static List<PackagePartEvent> parts() {
        return List.of(
                new PackagePartReady(
                        PACKAGE,
                        REQUEST,
                        RHONE,
                        PERSON,
                        "RETENTION",
                        PART,
                        1024,
                        SHA_256,
                        COUNTS,
                        NOW),
                new PackagePartFailed(
                        PACKAGE, REQUEST, RHONE, PERSON, "RETENTION", PartFailure.GIVEN_UP, NOW));
    }
}
