// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.packageparts.domain.PartCount;
import java.util.List;
import java.util.UUID;

/**
 * The part of one service, as it lies in the shared storage.
 *
 * @param part its name there
 * @param bytes of the sealed part
 * @param sha256 of the sealed part, hexadecimal
 */
public record PartContent(UUID part, long bytes, String sha256, List<PartCount> counts) {

    private static final String MISSING = "missing";

    public PartContent {
        counts = List.copyOf(counts);
    }

    /** How many items the service could not put into its part. */
    public long missing() {
        return counts.stream()
                .filter(count -> count.name().equals(MISSING))
                .mapToLong(PartCount::count)
                .sum();
    }
}
