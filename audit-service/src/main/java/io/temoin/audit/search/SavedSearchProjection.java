// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.SavedSearchView.Row;
import io.temoin.audit.search.domain.SavedSearchEvent;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchChanged;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchCreated;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchDeleted;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.search.domain.SearchWindow;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps the table of saved searches in step with their events. A batch is worked through in memory,
 * on the rows there are of its searches, then written at once.
 */
@ApplicationScoped
public class SavedSearchProjection {

    static final String READER = "saved-searches";

    private final Feeds feeds;
    private final SavedSearchView view;
    private final EventCodec<SavedSearchEvent> codec;

    SavedSearchProjection(Feeds feeds, SavedSearchView view, ShreddableKeys keys) {
        this.feeds = feeds;
        this.view = view;
        this.codec = SavedSearchStream.codec(keys);
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, codec.versions().keySet(), this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<StoredEvent> changes =
                events.stream()
                        .filter(
                                event ->
                                        event.stream()
                                                .category()
                                                .equals(SavedSearchStream.CATEGORY))
                        .toList();
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : codec.decodeAll(changes)
                        .flatMap(decoded -> applyAll(tenant, decoded, persons(changes)));
    }

    /** Who the events ask for, sealed, by their ids. */
    private static Map<String, String> persons(List<StoredEvent> events) {
        Map<String, String> persons = new HashMap<>();
        for (StoredEvent event : events) {
            String kept = SavedSearchEvents.kept(event);
            if (kept != null) {
                persons.put(event.id(), kept);
            }
        }
        return persons;
    }

    private Uni<Void> applyAll(
            TenantId tenant,
            List<RecordedEvent<SavedSearchEvent>> events,
            Map<String, String> persons) {
        Set<UUID> ids =
                events.stream()
                        .map(recorded -> recorded.event().savedSearch())
                        .collect(Collectors.toSet());
        return view.find("id in ?1", ids)
                .list()
                .flatMap(known -> write(tenant, known, events, persons));
    }

    /** Rows that were there are written back by the session itself. */
    private static Uni<Void> write(
            TenantId tenant,
            List<Row> known,
            List<RecordedEvent<SavedSearchEvent>> events,
            Map<String, String> persons) {
        Map<UUID, Row> rows = new HashMap<>();
        known.forEach(row -> rows.put(row.id, row));
        for (RecordedEvent<SavedSearchEvent> recorded : events) {
            apply(tenant, recorded, rows);
            Row row = rows.get(recorded.event().savedSearch());
            if (row != null) {
                row.persons = persons.get(recorded.id());
            }
        }
        List<Row> added = new ArrayList<>(rows.values());
        added.removeAll(known);
        List<Row> gone = known.stream().filter(row -> !rows.containsKey(row.id)).toList();
        return Panache.getSession()
                .chain(
                        session ->
                                session.persistAll(added.toArray())
                                        .chain(() -> session.removeAll(gone.toArray())));
    }

    private static void apply(
            TenantId tenant, RecordedEvent<SavedSearchEvent> recorded, Map<UUID, Row> rows) {
        switch (recorded.event()) {
            case SavedSearchCreated created ->
                    fill(
                            rows.computeIfAbsent(created.savedSearch(), _ -> row(tenant, created)),
                            created.content(),
                            recorded.version(),
                            created.at());
            case SavedSearchChanged changed ->
                    fill(
                            Objects.requireNonNull(
                                    rows.get(changed.savedSearch()), "it is created first"),
                            changed.content(),
                            recorded.version(),
                            changed.at());
            case SavedSearchDeleted deleted -> rows.remove(deleted.savedSearch());
        }
    }

    private static Row row(TenantId tenant, SavedSearchCreated created) {
        Row row = new Row();
        row.id = created.savedSearch();
        row.tenant = tenant.value();
        row.owner = created.owner();
        row.organisation = created.organisation();
        row.createdAt = created.at();
        return row;
    }

    private static void fill(Row row, SearchContent content, long revision, Instant at) {
        SearchWindow window = content.window();
        row.name = content.name();
        row.description = content.description();
        row.filters = written(content.filters());
        row.window = window == null ? null : window.value();
        row.visibility = content.visibility();
        row.revision = revision;
        row.changedAt = at;
    }

    private static String written(SortedMap<String, String> filters) {
        try {
            return EventCodec.JSON.writeValueAsString(filters);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("filters are writable as JSON", failure);
        }
    }
}
