// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded with every event of one command.
 *
 * @param commandId id of the command; appending it twice gives the first result again
 * @param requestHash keyed hash of the request, to tell a retry from another request under the same
 *     id; {@code null} when the command id alone identifies the request
 * @param correlation id shared by everything that one call of the outside world caused; begins with
 *     {@code claimed:} when the caller chose it, who may have taken somebody else's
 * @param causation id of the event that caused this command, if one did
 * @param traceparent W3C trace context of the origin, if traced
 * @param at when the command was given, by the service's clock
 */
public record EventMetadata(
        TenantId tenant,
        Actor actor,
        UUID commandId,
        @Nullable String requestHash,
        String correlation,
        @Nullable String causation,
        @Nullable String traceparent,
        Instant at) {}
