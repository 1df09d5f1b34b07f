// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The events of one contact that nobody else has, in the words of the contracts. */
final class ContactEvents {

    private static final EventContract GIVEN =
            EventContract.of("io.temoin.consent.ConsentGiven.v1");
    private static final EventContract WITHDRAWN =
            EventContract.of("io.temoin.consent.ConsentWithdrawn.v1");

    private final String tenant;
    private final String subject = UUID.randomUUID().toString().replace("-", "");
    private final List<NewEvent> events = new ArrayList<>();

    private ContactEvents(String tenant) {
        this.tenant = tenant;
    }

    static ContactEvents of(String tenant) {
        return new ContactEvents(tenant);
    }

    ContactEvents given(Instant collectedAt) {
        return given(UUID.randomUUID(), collectedAt);
    }

    ContactEvents given(UUID consent, Instant collectedAt) {
        ObjectNode data = (ObjectNode) GIVEN.exampleNode();
        data.put("consent", consent.toString()).put("collectedAt", collectedAt.toString());
        return event(GIVEN, data);
    }

    ContactEvents withdrawn(Instant statedAt) {
        ObjectNode data = (ObjectNode) WITHDRAWN.exampleNode();
        data.put("statedAt", statedAt.toString());
        return event(WITHDRAWN, data);
    }

    Append append() {
        return new Append(
                new StreamId("contact", "rhone-telecom-" + subject),
                0,
                events,
                new EventMetadata(
                        new TenantId(tenant),
                        Actor.service("tests"),
                        UUID.randomUUID(),
                        null,
                        UUID.randomUUID().toString(),
                        null,
                        null,
                        Instant.parse("2026-11-24T09:30:00Z")));
    }

    private ContactEvents event(EventContract contract, ObjectNode data) {
        data.put("subject", subject);
        events.add(new NewEvent(contract.name(), contract.version(), data.toString()));
        return this;
    }
}
