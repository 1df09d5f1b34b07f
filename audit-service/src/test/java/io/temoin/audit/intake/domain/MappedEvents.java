// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events as the services publish them, and the entries that they become. */
final class MappedEvents {

    static final Instant AT = Instant.parse("2026-11-24T09:12:03Z");
    static final Instant NOW = Instant.parse("2026-11-24T09:12:04Z");
    static final Who CLAIRE = new Who("claire-sub", "voix-du-rhone", "supervisor");
    static final String SUBJECT = "9f2b6c1d3e4f5a60718293a4b5c6d7e8";

    private MappedEvents() {}

    static What what(String service, String name, Map<String, List<String>> facts) {
        return EntryMapping.entryOf(event(service, name, "other-1", facts), NOW).what();
    }

    static AuditEntry entry(Map<String, List<String>> facts) {
        return EntryMapping.entryOf(event("consent", "ConsentGiven", "other-1", facts), NOW);
    }

    static PublishedEvent event(
            String service, String name, String stream, Map<String, List<String>> facts) {
        return new PublishedEvent(
                "e1.0",
                service,
                name,
                AT,
                CLAIRE,
                "LYON-3-117",
                new Trace("cor", "cause.0", stream, 3),
                new Facts(new HashMap<>(facts)));
    }
}
