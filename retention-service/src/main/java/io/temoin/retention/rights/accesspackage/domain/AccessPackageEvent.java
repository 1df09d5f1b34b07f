// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one package. Published as they are; every one names the request, the controller
 * and the person's pseudonym, and none what is in the package.
 */
public sealed interface AccessPackageEvent {

    UUID accessPackage();

    UUID request();

    String controller();

    String subject();

    /**
     * A package is to be built.
     *
     * @param otherVoices what the desk decided about the voices of others in recordings
     * @param personChannel on which channel the person is heard, from 1; absent when not known
     * @param personChannels the recordings where that is another one, or not known; events of
     *     before name none
     * @param services who contributes
     * @param partsDueAt what is not there by then is missing
     * @param expiresAt key and parts are destroyed then
     */
    record AccessPackageRequested(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            PackageKind kind,
            OtherVoices otherVoices,
            @Nullable Integer personChannel,
            List<PersonChannel> personChannels,
            List<OwnerService> services,
            Instant partsDueAt,
            Instant expiresAt,
            Instant at)
            implements AccessPackageEvent {
        @SuppressWarnings("ConstantValue") // absent from events of before
        public AccessPackageRequested {
            personChannels = personChannels == null ? List.of() : List.copyOf(personChannels);
            services = List.copyOf(services);
        }
    }

    /**
     * One service is to contribute.
     *
     * @param recipientKey the public key of the package, to which the part is sealed
     */
    record PackagePartRequested(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            OwnerService service,
            PackageKind kind,
            OtherVoices otherVoices,
            @Nullable Integer personChannel,
            List<PersonChannel> personChannels,
            String recipientKey,
            Instant expiresAt)
            implements AccessPackageEvent {
        @SuppressWarnings("ConstantValue") // absent from events of before
        public PackagePartRequested {
            personChannels = personChannels == null ? List.of() : List.copyOf(personChannels);
        }
    }

    /**
     * One service is done.
     *
     * @param content its part; absent when there is none
     * @param reason why there is none; absent when there is
     */
    record PackagePartSettled(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            OwnerService service,
            @Nullable PartContent content,
            @Nullable MissingReason reason,
            Instant at)
            implements AccessPackageEvent {

        /** What is not in the package therefore. */
        public Optional<MissingPart> missing() {
            if (content == null) {
                return Optional.of(new MissingPart(service, Objects.requireNonNull(reason), null));
            }
            return content.missing() == 0
                    ? Optional.empty()
                    : Optional.of(
                            new MissingPart(
                                    service, MissingReason.ITEMS_MISSING, content.missing()));
        }
    }

    /** Everything is there. */
    record AccessPackageCompleted(
            UUID accessPackage, UUID request, String controller, String subject, Instant at)
            implements AccessPackageEvent {}

    /** The package can be handed out, and says what is missing. */
    record AccessPackageIncomplete(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            List<MissingPart> missing,
            Instant at)
            implements AccessPackageEvent {
        public AccessPackageIncomplete {
            missing = List.copyOf(missing);
        }
    }

    /**
     * The desk made a link for the person. Neither its token nor the passphrase is in the event.
     *
     * @param downloads how often it may be used
     */
    record AccessPackageLinkIssued(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            UUID link,
            int downloads,
            Instant expiresAt,
            Instant at)
            implements AccessPackageEvent {}

    /**
     * Somebody with the link is given the package; recorded before the first byte.
     *
     * @param number how often the link has been used, this time included
     */
    record AccessPackageDownloaded(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            UUID link,
            int number,
            Instant at)
            implements AccessPackageEvent {}

    /**
     * It was taken back before its time was over: nobody is given it any more, its key is destroyed
     * at once and its parts are within seconds.
     */
    record AccessPackageRevoked(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            RevocationReason reason,
            Instant at)
            implements AccessPackageEvent {}

    /** Its key and its parts are destroyed. */
    record AccessPackageExpired(
            UUID accessPackage, UUID request, String controller, String subject, Instant at)
            implements AccessPackageEvent {}
}
