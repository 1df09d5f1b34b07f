// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the trail, as it is: an outcome that is none is read like any other, for whoever finds
 * what was tampered with.
 */
record TrailRow(
        String id,
        long position,
        Instant at,
        Instant recordedAt,
        String service,
        String action,
        String outcome,
        List<String> because,
        String actor,
        String organisation,
        String role,
        @Nullable String workstation,
        List<String> purposes,
        @Nullable String reasonCode,
        @Nullable String reasonReference,
        String operation,
        @Nullable String channel,
        @Nullable String controller,
        @Nullable String subject,
        @Nullable String recording,
        @Nullable String decision,
        @Nullable String consent,
        String correlation,
        @Nullable String causation,
        String stream,
        long sequence,
        @Nullable String reportedBy) {

    /** Copies the lists. */
    TrailRow {
        because = List.copyOf(because);
        purposes = List.copyOf(purposes);
    }
}
