// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with a package. */
public sealed interface AccessPackageCommand {

    Instant now();

    /** Build one. */
    record RequestPackage(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            Wanted wanted,
            String recipientKey,
            Instant partsDueAt,
            Instant expiresAt,
            Instant now)
            implements AccessPackageCommand {}

    /**
     * What the desk decided about a package.
     *
     * @param personChannel on which channel the person is heard; absent when not known
     * @param personChannels the recordings where that is another one, or not known
     */
    record Wanted(
            PackageKind kind,
            OtherVoices otherVoices,
            @Nullable Integer personChannel,
            List<PersonChannel> personChannels) {
        public Wanted {
            personChannels = List.copyOf(personChannels);
        }
    }

    /** One service is done. */
    record SettlePart(OwnerService service, Settlement settlement, Instant now)
            implements AccessPackageCommand {}

    /** How a service ended. */
    sealed interface Settlement {
        /** With a part. */
        record Ready(PartContent content) implements Settlement {}

        /** Without one. */
        record Failed(MissingReason reason) implements Settlement {}
    }

    /** Go on without what is not there in time. */
    record TimeOutParts(Instant now) implements AccessPackageCommand {}

    /** Give the person a link. */
    record IssueLink(UUID link, int downloads, Instant expiresAt, Instant now)
            implements AccessPackageCommand {}

    /** Hand it out. */
    record DownloadPackage(UUID link, Instant now) implements AccessPackageCommand {}

    /**
     * What one service left in the storage is not what it announced: found while it was handed out.
     */
    record ReportAltered(OwnerService service, Instant now) implements AccessPackageCommand {}

    /** Take it back before its time is over. */
    record RevokePackage(RevocationReason reason, Instant now) implements AccessPackageCommand {}

    /**
     * The person is erased. What they were given a link to stays until the last link ends, and a
     * download that began with it is over: they asked for that copy, too. To be said again until it
     * is gone.
     */
    record TakeBackErased(Instant now) implements AccessPackageCommand {}

    /** Its time is over; key and parts are destroyed by now. */
    record ExpirePackage(Instant now) implements AccessPackageCommand {}
}
