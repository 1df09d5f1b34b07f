// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the rows of {@link PartyView}: the last word on each party of a batch, in one statement.
 */
@ApplicationScoped
class PartyProjection {

    private static final String READER = "parties";

    private static final String UPSERT =
            """
            insert into party
            select * from json_populate_recordset(
              cast(null as party), cast(cast(:rows as text) as json))
            on conflict (tenant, id) do update set
              legal_name = excluded.legal_name,
              roles = excluded.roles,
              country = excluded.country,
              entered_by = coalesce(nullif(excluded.entered_by, ''), party.entered_by)\
            """;

    private final Feeds feeds;

    PartyProjection(Feeds feeds) {
        this.feeds = feeds;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, Set.of("PartyRegistered", "PartyAmended"), PartyProjection::apply);
    }

    private static Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        Map<String, ObjectNode> last = new LinkedHashMap<>();
        for (StoredEvent event : events) {
            JsonFields said = event.fields();
            String party = said.text("party");
            ObjectNode row =
                    last.computeIfAbsent(
                            party,
                            _ ->
                                    EventCodec.JSON
                                            .createObjectNode()
                                            .put("entered_by", enteredBy(said)));
            describe(row, tenant, said);
            if (party.equals(said.optional("amendedBy"))) {
                row.put("entered_by", party);
            }
        }
        String rows = EventCodec.JSON.createArrayNode().addAll(last.values()).toString();
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(UPSERT)
                                        .setParameter("rows", rows)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The first word on a party; who amends it says nothing about that, unless it is itself. */
    private static String enteredBy(JsonFields said) {
        return said.has("registeredBy") ? said.text("registeredBy") : "";
    }

    /** By the names of the columns. */
    private static void describe(ObjectNode row, TenantId tenant, JsonFields said) {
        JsonFields profile = said.object("profile");
        row.put("tenant", tenant.value())
                .put("id", said.text("party"))
                .put("legal_name", profile.text("legalName"))
                .put("roles", String.join(",", profile.texts("roles")))
                .put("country", profile.text("country"));
    }
}
