// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.access.PersonAccess;
import io.temoin.retention.access.PersonAccessStore;
import io.temoin.retention.person.PersonItem;
import io.temoin.retention.personsearch.PersonFile.FiledItem;
import io.temoin.retention.rights.ListedRequest;
import io.temoin.retention.rights.RequestsOfPersons;
import io.temoin.retention.schedule.RecordingsOfPersons;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is held about a person. Recordings are the only items so far; others are asked
 * for here, after them.
 */
@ApplicationScoped
class PersonFiles {

    private static final int MOST_REQUESTS = 200;

    /** A person at a controller. */
    record Person(TenantId tenant, String controller, String subject) {}

    /**
     * A place in the items.
     *
     * @param after after this item; absent for the first
     */
    record Place(@Nullable UUID after, int page) {

        /** The first place of all. */
        static final Place START = new Place(null, 1);
    }

    /** A page of items, and where the next one begins; absent on the last. */
    record Items(List<FiledItem> items, @Nullable Place next) {}

    private final RecordingsOfPersons recordings;
    private final PersonAccessStore accesses;
    private final RequestsOfPersons requests;

    PersonFiles(
            RecordingsOfPersons recordings,
            PersonAccessStore accesses,
            RequestsOfPersons requests) {
        this.recordings = recordings;
        this.accesses = accesses;
        this.requests = requests;
    }

    /** The requests of the person. */
    Uni<List<ListedRequest>> requests(Person person) {
        return requests.list(person.tenant(), person.controller(), person.subject(), MOST_REQUESTS);
    }

    /** The items from a place on: one more than is wanted is looked for, to know of a next page. */
    Uni<Items> items(Person person, Place place, int wanted) {
        return recordings
                .find(
                        person.tenant(),
                        person.controller(),
                        person.subject(),
                        place.after(),
                        wanted + 1)
                .flatMap(found -> filed(person, page(found, place, wanted)));
    }

    private record FoundPage(List<PersonItem> items, @Nullable Place next) {}

    private static FoundPage page(List<PersonItem> found, Place place, int wanted) {
        List<PersonItem> shown = found.subList(0, Math.min(wanted, found.size()));
        return new FoundPage(
                shown,
                found.size() <= wanted ? null : new Place(shown.getLast().id(), place.page() + 1));
    }

    private Uni<Items> filed(Person person, FoundPage page) {
        List<UUID> ids = page.items().stream().map(PersonItem::id).toList();
        return accesses.find(person.tenant(), person.controller(), person.subject(), ids)
                .map(found -> new Items(filed(page.items(), found), page.next()));
    }

    private static List<FiledItem> filed(
            List<PersonItem> items, Map<UUID, List<PersonAccess>> accesses) {
        return items.stream()
                .map(item -> new FiledItem(item, accesses.getOrDefault(item.id(), List.of())))
                .toList();
    }
}
