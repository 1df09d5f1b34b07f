// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.Facts;
import io.temoin.audit.intake.domain.PublishedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.Actor;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what came from a topic as the domain's {@link PublishedEvent}. */
final class EventReading {

    private EventReading() {}

    static PublishedEvent read(ReceivedEvent event) {
        return read(event, Map.of());
    }

    /**
     * The same.
     *
     * @param persons who was asked for, by the name of the filter or field, as far as it can be
     *     told
     */
    static PublishedEvent read(ReceivedEvent event, Map<String, String> persons) {
        Actor actor = event.actor();
        return new PublishedEvent(
                event.id(),
                event.service(),
                event.type(),
                // The database keeps microseconds; the entry must not differ from its row.
                event.time().truncatedTo(ChronoUnit.MICROS),
                new Who(actor.id(), actor.organisation(), actor.role()),
                actor.workstation(),
                new Trace(event.correlation(), event.causation(), event.stream(), event.sequence()),
                facts(event.data(), persons));
    }

    private static Facts facts(JsonNode data, Map<String, String> persons) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        JsonLeaves.visit(
                "",
                data,
                // A personal value, even as ciphertext, is no business of the trail.
                node -> !node.has("sealed"),
                (path, _, text) -> values.computeIfAbsent(path, _ -> new ArrayList<>()).add(text));
        persons.forEach((name, value) -> values.put("filters." + name, List.of(value)));
        return new Facts(values);
    }
}
