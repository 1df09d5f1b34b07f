// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.SearchedPersons;
import io.temoin.audit.intake.domain.SealedPerson;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.SealingEventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The event store as saved searches use it: who is asked for is in no event in clear. On the way in
 * a filter that names a data subject is sealed under that person's key, and the event names the key
 * alone; on the way out it stands among the filters again. Once the key is destroyed, a filter
 * stands there that finds nothing ({@link SearchContent#ERASED}): the search must not find more
 * than it was saved for in the moments before it is deleted.
 */
@Singleton
@Typed(SavedSearchEvents.class)
class SavedSearchEvents extends SealingEventStore {

    private static final TypeReference<TreeMap<String, String>> FILTERS = new TypeReference<>() {};
    private static final TypeReference<List<SealedPerson>> PERSONS = new TypeReference<>() {};

    /** What a row keeps of a search that asks for somebody: what is sealed, and for which event. */
    private record SealedFilters(String event, List<SealedPerson> persons) {}

    private final SearchedPersons persons;

    SavedSearchEvents(EventStore store, SearchedPersons persons) {
        super(store);
        this.persons = persons;
    }

    @Override
    protected Uni<ObjectNode> seal(Append append, String event, ObjectNode data) {
        if (!data.has("filters")) {
            return Uni.createFrom().item(data);
        }
        return persons.seal(append.metadata().tenant(), event, filters(data))
                .map(
                        told -> {
                            data.set("filters", EventCodec.JSON.valueToTree(told.plain()));
                            if (!told.persons().isEmpty()) {
                                data.set("persons", EventCodec.JSON.valueToTree(told.persons()));
                            }
                            return data;
                        });
    }

    @Override
    protected boolean isSealed(ObjectNode data) {
        return data.has("persons");
    }

    /** The same payload, with who is asked for among its filters. */
    @Override
    protected Uni<ObjectNode> open(StoredEvent event, ObjectNode data) {
        return opened(
                        event.metadata().tenant(),
                        filters(data),
                        new SealedFilters(event.id(), persons(data.path("persons"))))
                .map(
                        filters -> {
                            data.set("filters", EventCodec.JSON.valueToTree(filters));
                            data.remove("persons");
                            return data;
                        });
    }

    private Uni<SortedMap<String, String>> opened(
            TenantId tenant, SortedMap<String, String> plain, SealedFilters kept) {
        return persons.open(tenant, kept.event(), kept.persons())
                .<SortedMap<String, String>>map(
                        told -> {
                            var all = new TreeMap<>(plain);
                            told.ifPresentOrElse(
                                    all::putAll,
                                    () -> all.put(SearchContent.SUBJECT, SearchContent.ERASED));
                            return all;
                        });
    }

    /** The filters of a row, with who is asked for. */
    Uni<SortedMap<String, String>> filters(TenantId tenant, SavedSearchView.Row row) {
        SortedMap<String, String> plain = filters(row.filters);
        String sealed = row.persons;
        return sealed == null ? Uni.createFrom().item(plain) : opened(tenant, plain, kept(sealed));
    }

    /** What a row keeps of whom an event asks for; {@code null} when it asks for nobody. */
    static @Nullable String kept(StoredEvent event) {
        JsonNode sealed = object(event.payload()).path("persons");
        return sealed.isArray()
                ? text(EventCodec.JSON.valueToTree(new SealedFilters(event.id(), persons(sealed))))
                : null;
    }

    private static SealedFilters kept(String written) {
        try {
            return EventCodec.JSON.readValue(written, SealedFilters.class);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("the persons of a saved search are readable", failure);
        }
    }

    private static List<SealedPerson> persons(JsonNode sealed) {
        return EventCodec.JSON.convertValue(sealed, PERSONS);
    }

    private static SortedMap<String, String> filters(ObjectNode data) {
        return EventCodec.JSON.convertValue(data.path("filters"), FILTERS);
    }

    private static SortedMap<String, String> filters(String written) {
        try {
            return EventCodec.JSON.readValue(written, FILTERS);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("the filters of a saved search are readable", failure);
        }
    }
}
