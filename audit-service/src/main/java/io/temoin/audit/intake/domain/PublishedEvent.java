// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as another service published it.
 *
 * @param id unique in its tenant; the key under which its entry exists once
 * @param service the service that published it
 * @param name name of the event, such as {@code RecordingStored}
 * @param at when it happened, by that service's clock
 * @param workstation the equipment the action came from, when known
 */
public record PublishedEvent(
        String id,
        String service,
        String name,
        Instant at,
        AuditEntry.Who who,
        @Nullable String workstation,
        AuditEntry.Trace trace,
        Facts facts) {}
