// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.MissingPart;
import io.temoin.retention.rights.accesspackage.domain.MissingReason;
import io.temoin.retention.rights.accesspackage.domain.Withheld;
import io.temoin.retention.rights.accesspackage.vault.PackageZip.Gap;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in a package, what is missing and why, and what was left out on purpose. */
final class PackageManifest {

    private static final ObjectWriter JSON = EventCodec.JSON.writerWithDefaultPrettyPrinter();

    /** A portable copy has only what the person provided. */
    private static final String NOT_PROVIDED_BY_PERSON = "NOT_PROVIDED_BY_PERSON";

    private record PackagedFile(String path, @Nullable String service, long bytes, String sha256) {}

    private record Absent(String service, @Nullable String item, String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Written(
            int version,
            UUID accessPackage,
            UUID request,
            String controller,
            PackageKind kind,
            OtherVoices otherVoices,
            @Nullable Integer personChannel,
            List<PersonChannel> personChannels,
            Instant requestedAt,
            Instant writtenAt,
            boolean complete,
            List<PackagedFile> files,
            List<Absent> missing,
            List<Absent> leftOut) {}

    private final AccessPackageRequested requested;
    private final List<MissingPart> missing;
    private final Withheld withheld;
    private final Instant now;
    private final List<PackagedFile> files = new ArrayList<>();

    PackageManifest(
            AccessPackageRequested requested,
            List<MissingPart> missing,
            Withheld withheld,
            Instant now) {
        this.requested = requested;
        this.missing = List.copyOf(missing);
        this.withheld = withheld;
        this.now = now;
    }

    /** When the package is written, in UTC. */
    LocalDateTime writtenAt() {
        return LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }

    /** What the answer refused. */
    Withheld withheld() {
        return withheld;
    }

    /** Services that have no part in it. */
    List<MissingPart> missing() {
        return missing.stream()
                .filter(part -> part.reason() != MissingReason.ITEMS_MISSING)
                .filter(part -> !withheld.isAllOf(part.service()))
                .toList();
    }

    void add(String path, @Nullable String service, long bytes, String sha256) {
        files.add(new PackagedFile(path, service, bytes, sha256));
    }

    /** The manifest, without itself. */
    String of(List<Gap> gaps) {
        List<Absent> absent = new ArrayList<>();
        missing()
                .forEach(
                        part ->
                                absent.add(
                                        new Absent(
                                                TableColumns.folder(part.service()),
                                                null,
                                                part.reason().name())));
        gaps.forEach(gap -> absent.add(new Absent(gap.service(), gap.item(), gap.reason())));
        try {
            return JSON.writeValueAsString(
                    new Written(
                            1,
                            requested.accessPackage(),
                            requested.request(),
                            requested.controller(),
                            requested.kind(),
                            requested.otherVoices(),
                            requested.personChannel(),
                            requested.personChannels(),
                            requested.at(),
                            now,
                            absent.isEmpty(),
                            files,
                            absent,
                            leftOut()));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a manifest must be writable", failure);
        }
    }

    private List<Absent> leftOut() {
        Set<OwnerService> others = EnumSet.allOf(OwnerService.class);
        requested.services().forEach(others::remove);
        Stream<Absent> notProvided =
                others.stream()
                        .map(
                                service ->
                                        new Absent(
                                                TableColumns.folder(service),
                                                null,
                                                NOT_PROVIDED_BY_PERSON));
        return Stream.concat(notProvided, withheld.parts().stream().map(PackageManifest::refused))
                .toList();
    }

    private static Absent refused(AnswerPart part) {
        return new Absent(
                TableColumns.folder(part.service()),
                part.item() == null ? null : part.item().toString(),
                part.ground() == null ? AnswerPart.Outcome.REFUSED.name() : part.ground().name());
    }
}
