// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.UUID;

/** The metadata of events in examples: all are of one command, in tenant {@code helios}. */
public final class ExampleMetadata {

    /** An agent who collects consents. */
    public static final Actor AGENT = new Actor("agent-42", "voix-du-rhone", "agent", null);

    /** A dialer that asks for call decisions. */
    public static final Actor DIALER =
            new Actor("0f0e0d0c-0000-4000-8000-000000000001", "voix-du-rhone", "dialer", null);

    private ExampleMetadata() {}

    /** The metadata of events that {@code actor} caused at that moment. */
    public static EventMetadata by(Actor actor, Instant at) {
        return new EventMetadata(
                new TenantId("helios"),
                actor,
                UUID.fromString("019a0000-0000-8000-8000-00000000000a"),
                null,
                "019a0000-0000-7000-8000-00000000000b",
                null,
                null,
                at);
    }
}
