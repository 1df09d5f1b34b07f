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

    /** No fact that is asked for has a longer path; what lies deeper is not even spelled out. */
    private static final int LONGEST_PATH = 100;

    private EventReading() {}

    static PublishedEvent read(ReceivedEvent event) {
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
                facts(event.data()));
    }

    private static Facts facts(JsonNode data) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        collect("", data, values);
        return new Facts(values);
    }

    private static void collect(String path, JsonNode node, Map<String, List<String>> values) {
        if (path.length() > LONGEST_PATH) {
            return;
        }
        if (node.has("sealed")) {
            return; // a personal value, even as ciphertext, is no business of the trail
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            field ->
                                    collect(
                                            path.isEmpty()
                                                    ? field.getKey()
                                                    : path + "." + field.getKey(),
                                            field.getValue(),
                                            values));
        } else if (node.isArray()) {
            node.forEach(item -> collect(path, item, values));
        } else if (!node.isNull()) {
            values.computeIfAbsent(path, _ -> new ArrayList<>()).add(node.asText());
        }
    }
}
