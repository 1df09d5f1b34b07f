// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What became of one service's part of a package. */
public sealed interface PackagePartEvent {

    /**
     * The part is in the shared storage.
     *
     * @param part its name there
     * @param bytes of the sealed part
     * @param sha256 of the sealed part, hexadecimal
     */
    record PackagePartReady(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            String service,
            UUID part,
            long bytes,
            String sha256,
            List<PartCount> counts,
            Instant at)
            implements PackagePartEvent {
        public PackagePartReady {
            counts = List.copyOf(counts);
        }
    }

    /** There will be no part of this service. */
    record PackagePartFailed(
            UUID accessPackage,
            UUID request,
            String controller,
            String subject,
            String service,
            PartFailure reason,
            Instant at)
            implements PackagePartEvent {}
}
