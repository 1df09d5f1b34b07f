// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Under which names parties are registered: what a person reads names them so, not by a code. */
@ApplicationScoped
public class PartyNameStore {

    private static final int VERSION = 1;
    private static final Set<String> NAMING = Set.of("PartyRegistered", "PartyAmended");

    private static final String NOTE =
            """
            insert into party_name (tenant, party, legal_name, stated_at)
            values ($1, $2, $3, $4)
            on conflict (tenant, party) do update
              set legal_name = excluded.legal_name, stated_at = excluded.stated_at
              where excluded.stated_at >= party_name.stated_at""";

    private static final String FIND =
            "select party, legal_name from party_name where tenant = $1 and party = any($2)";

    private final Pool pool;

    PartyNameStore(Pool pool) {
        this.pool = pool;
    }

    /** The names of those of these parties that are registered, by their codes. */
    public Uni<Map<String, String>> of(TenantId tenant, Collection<String> parties) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        FIND,
                        Tuple.of(tenant.value(), parties.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, String> names = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            names.put(
                                                    row.getString("party"),
                                                    row.getString("legal_name")));
                            return Map.copyOf(names);
                        });
    }

    /** Notes the name that an event tells, if it tells one; noting it again changes nothing. */
    Uni<Void> note(ReceivedEvent event) {
        if (!NAMING.contains(event.type())) {
            return Uni.createFrom().voidItem();
        }
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        JsonFields data = event.fields();
        try {
            return TenantTransaction.run(
                            pool,
                            event.tenant(),
                            NOTE,
                            Tuple.of(
                                    event.tenant().value(),
                                    data.text("party"),
                                    data.object("profile").text("legalName"),
                                    data.instant("at").atOffset(ZoneOffset.UTC)))
                    .replaceWithVoid();
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                PolicyProblem.PURPOSE_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
