// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.LinkUse;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.accesspackage.domain.MissingReason;
import io.temoin.retention.rights.accesspackage.domain.PackageProblem;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A package in its current state.
 *
 * @param complete whether everything is in it; absent while it is being built
 * @param revocation that it was taken back; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AccessPackage")
record PackageAnswer(
        UUID id,
        UUID request,
        String controller,
        String subject,
        PackageKind kind,
        State state,
        OtherVoices otherVoices,
        @Nullable Integer personChannel,
        List<ChannelAnswer> personChannels,
        Instant requestedAt,
        Instant partsDueAt,
        Instant expiresAt,
        @Nullable Boolean complete,
        @Nullable Revoking revocation,
        List<Progress> parts,
        List<LinkAnswer> links) {

    /** Where a package is, in a word. */
    @Schema(name = "AccessPackageState")
    enum State {
        BUILDING,
        READY,
        REVOKED,
        EXPIRED
    }

    /** Why it was taken back, and when. */
    @Schema(name = "AccessPackageRevoking")
    record Revoking(RevocationReason reason, Instant at) {}

    /** On which channel of one recording the person is; absent where it is not known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AccessPackageChannel")
    record ChannelAnswer(
            UUID recording, @Schema(minimum = "1", maximum = "8") @Nullable Integer channel) {
        static ChannelAnswer of(PersonChannel stated) {
            return new ChannelAnswer(stated.recording(), stated.channel());
        }
    }

    /** Where a service is. */
    @Schema(name = "PackagePartState")
    enum PartState {
        PENDING,
        READY,
        MISSING
    }

    /**
     * How far a service is.
     *
     * @param bytes of the sealed part
     * @param itemsMissing how many items the service could not put into it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PackagePartProgress")
    record Progress(
            OwnerService service,
            PartState state,
            @Nullable MissingReason reason,
            @Nullable Long bytes,
            @Nullable Long itemsMissing) {

        static Progress of(OwnerService service, @Nullable PackagePartSettled part) {
            if (part == null) {
                return new Progress(service, PartState.PENDING, null, null, null);
            }
            return part.content() == null
                    ? new Progress(service, PartState.MISSING, part.reason(), null, null)
                    : new Progress(
                            service,
                            PartState.READY,
                            null,
                            part.content().bytes(),
                            part.content().missing());
        }
    }

    /** A link that was issued; its token is not shown again. */
    @Schema(name = "AccessPackageLinkUse")
    record LinkAnswer(UUID id, Instant expiresAt, int downloads, int used) {
        static LinkAnswer of(LinkUse use) {
            return new LinkAnswer(
                    use.issued().link(),
                    use.issued().expiresAt(),
                    use.issued().downloads(),
                    use.used());
        }
    }

    /**
     * A new link.
     *
     * @param token opens the package; to be sent to the person
     * @param passphrase decrypts the file; to be given on another way
     */
    @Schema(name = "AccessPackageLink")
    record NewLink(UUID id, String token, String passphrase, Instant expiresAt, int downloads) {
        @Override
        public String toString() {
            return "NewLink[redacted]";
        }
    }

    static PackageAnswer of(AccessPackage state) {
        return switch (state) {
            case Unrequested _ -> throw PackageProblem.unknown();
            case Building building ->
                    of(
                            building.requested(),
                            State.BUILDING,
                            building.settled(),
                            null,
                            null,
                            List.of());
            case Built built ->
                    of(
                            built.requested(),
                            State.READY,
                            built.parts(),
                            built.missing().isEmpty(),
                            null,
                            built.links().values().stream()
                                    .map(LinkAnswer::of)
                                    .sorted(
                                            Comparator.comparing(LinkAnswer::expiresAt)
                                                    .thenComparing(LinkAnswer::id))
                                    .toList());
            case Revoked revoked ->
                    of(
                            revoked.requested(),
                            State.REVOKED,
                            Map.of(),
                            null,
                            new Revoking(revoked.reason(), revoked.at()),
                            List.of());
            case Expired expired ->
                    of(expired.requested(), State.EXPIRED, Map.of(), null, null, List.of());
        };
    }

    private static PackageAnswer of(
            AccessPackageRequested requested,
            State state,
            Map<OwnerService, PackagePartSettled> settled,
            @Nullable Boolean complete,
            @Nullable Revoking revocation,
            List<LinkAnswer> links) {
        return new PackageAnswer(
                requested.accessPackage(),
                requested.request(),
                requested.controller(),
                requested.subject(),
                requested.kind(),
                state,
                requested.otherVoices(),
                requested.personChannel(),
                requested.personChannels().stream().map(ChannelAnswer::of).toList(),
                requested.at(),
                requested.partsDueAt(),
                requested.expiresAt(),
                complete,
                revocation,
                state == State.EXPIRED || state == State.REVOKED
                        ? List.of()
                        : requested.services().stream()
                                .map(service -> Progress.of(service, settled.get(service)))
                                .toList(),
                links);
    }
}
