// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a service says of its part. */
public sealed interface PackagePartCommand {

    /** What was asked for. */
    PartAsked asked();

    /** It is stored. */
    record FinishPart(
            PartAsked asked,
            UUID part,
            long bytes,
            String sha256,
            List<PartCount> counts,
            Instant now)
            implements PackagePartCommand {}

    /** It cannot be made. */
    record GiveUpPart(PartAsked asked, PartFailure reason, Instant now)
            implements PackagePartCommand {}
}
