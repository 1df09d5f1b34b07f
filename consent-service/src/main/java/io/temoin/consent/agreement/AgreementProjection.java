// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.consent.agreement.AgreementView.Row;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps the rows of {@link AgreementView}. A batch is worked through in memory, on the rows there
 * are of its agreements, then written at once.
 */
@ApplicationScoped
class AgreementProjection {

    private static final String READER = "processing-agreements";
    private static final String DRAFTED = "AgreementDrafted";
    private static final String ACTIVATED = "AgreementActivated";
    private static final String SUSPENDED = "AgreementSuspended";
    private static final String AMENDED = "InstructionsAmended";
    private static final String ENDED = "AgreementEnded";

    private final Feeds feeds;
    private final AgreementView view;

    private record Change(String type, JsonFields payload) {

        UUID agreement() {
            return payload.uuid("agreement");
        }
    }

    AgreementProjection(Feeds feeds, AgreementView view) {
        this.feeds = feeds;
        this.view = view;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, Set.of(DRAFTED, ACTIVATED, SUSPENDED, AMENDED, ENDED), this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<Change> changes =
                events.stream().map(event -> new Change(event.type(), event.fields())).toList();
        Set<UUID> ids = changes.stream().map(Change::agreement).collect(Collectors.toSet());
        return view.list("id in ?1", ids)
                .map(known -> added(tenant, changes, known))
                .chain(
                        rows ->
                                Panache.getSession()
                                        .chain(session -> session.persistAll(rows.toArray())));
    }

    /** The new rows, after every change to them and to those that were known before. */
    private static List<Row> added(TenantId tenant, List<Change> changes, List<Row> known) {
        Map<UUID, Row> rows = new HashMap<>();
        known.forEach(row -> rows.put(row.id, row));
        List<Row> added = new ArrayList<>();
        for (Change change : changes) {
            Row row =
                    rows.computeIfAbsent(
                            change.agreement(),
                            _ -> {
                                Row fresh = drafted(tenant, change.payload());
                                added.add(fresh);
                                return fresh;
                            });
            apply(change, row);
        }
        return added;
    }

    private static void apply(Change change, Row row) {
        switch (change.type()) {
            case ACTIVATED -> row.stage = "ACTIVE";
            case SUSPENDED -> row.stage = "SUSPENDED";
            case AMENDED -> row.version = Math.toIntExact(change.payload().number("version"));
            case ENDED -> row.endsAt = change.payload().instant("endsAt");
            default -> {} // it was set out
        }
    }

    private static Row drafted(TenantId tenant, JsonFields drafted) {
        JsonFields terms = drafted.object("terms");
        Row row = new Row();
        row.id = drafted.uuid("agreement");
        row.tenant = tenant.value();
        row.controller = drafted.text("controller");
        row.processor = drafted.text("processor");
        row.subjectMatter = terms.text("subjectMatter");
        row.stage = "DRAFTED";
        row.version = 1;
        row.validFrom = terms.instant("validFrom");
        row.endsAt = terms.optional("validUntil", Instant::parse);
        return row;
    }
}
