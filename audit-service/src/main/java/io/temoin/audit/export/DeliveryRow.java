// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of an export to the collector, as it stands.
 *
 * @param id of the command that asked for it
 * @param state REQUESTED, RUNNING once somebody took it up, COMPLETED or FAILED
 * @param sent chunks that the collector has taken for certain
 * @param chunks the export has
 */
record DeliveryRow(
        UUID export,
        UUID id,
        String collector,
        String correlation,
        Instant requestedAt,
        String state,
        int sent,
        int chunks,
        @Nullable String failure) {}
