// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.access.PersonAccess;
import io.temoin.retention.access.PersonAccessStore;
import io.temoin.retention.person.PersonItem;
import io.temoin.retention.personsearch.PersonFile.FiledItem;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.rights.ListedRequest;
import io.temoin.retention.rights.RequestsOfPersons;
import io.temoin.retention.schedule.RecordingsOfPersons;
import io.temoin.retention.schedule.RegisteredOfPersons;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is held about a person: the recordings first, then everything else. */
@ApplicationScoped
class PersonFiles {

    private static final int MOST_REQUESTS = 200;

    /** A person at a controller. */
    record Person(TenantId tenant, String controller, String subject) {}

    /**
     * A place in the items.
     *
     * @param recording after this recording; absent before the first
     * @param registered after this item, when the recordings are over; absent while they are not
     */
    record Place(@Nullable UUID recording, @Nullable RegisteredPlace registered, int page) {

        /** The first place of all. */
        static final Place START = new Place(null, null, 1);
    }

    /**
     * A place behind the recordings.
     *
     * @param after after this item; absent before the first
     */
    record RegisteredPlace(RegisteredItemQueries.@Nullable Place after) {}

    /** A page of items, and where the next one begins; absent on the last. */
    record Items(List<FiledItem> items, @Nullable Place next) {}

    private final RecordingsOfPersons recordings;
    private final RegisteredOfPersons registered;
    private final PersonAccessStore accesses;
    private final RequestsOfPersons requests;

    PersonFiles(
            RecordingsOfPersons recordings,
            RegisteredOfPersons registered,
            PersonAccessStore accesses,
            RequestsOfPersons requests) {
        this.recordings = recordings;
        this.registered = registered;
        this.accesses = accesses;
        this.requests = requests;
    }

    /** The requests of the person. */
    Uni<List<ListedRequest>> requests(Person person) {
        return requests.list(person.tenant(), person.controller(), person.subject(), MOST_REQUESTS);
    }

    /** The items from a place on: one more than is wanted is looked for, to know of a next page. */
    Uni<Items> items(Person person, Place place, int wanted) {
        return place.registered() == null
                ? recordings(person, place, wanted)
                : registered(person, place.registered(), List.of(), place, wanted);
    }

    private Uni<Items> recordings(Person person, Place place, int wanted) {
        return recordings
                .find(
                        person.tenant(),
                        person.controller(),
                        person.subject(),
                        place.recording(),
                        wanted + 1)
                .flatMap(
                        found ->
                                found.size() > wanted
                                        ? filed(person, page(found, place, wanted))
                                        : registered(
                                                person,
                                                new RegisteredPlace(null),
                                                found,
                                                place,
                                                wanted));
    }

    /** Fills a page up with what is no recording. */
    private Uni<Items> registered(
            Person person, RegisteredPlace from, List<PersonItem> before, Place place, int wanted) {
        int missing = wanted - before.size();
        return registered
                .find(
                        person.tenant(),
                        person.controller(),
                        person.subject(),
                        from.after(),
                        missing + 1)
                .flatMap(
                        found -> {
                            List<PersonItem> more =
                                    found.subList(0, Math.min(missing, found.size()));
                            List<PersonItem> shown =
                                    Stream.concat(before.stream(), more.stream()).toList();
                            RegisteredPlace end = more.isEmpty() ? from : placeOf(more.getLast());
                            return filed(
                                    person,
                                    new FoundPage(
                                            shown,
                                            found.size() <= missing
                                                    ? null
                                                    : new Place(null, end, place.page() + 1)));
                        });
    }

    private static RegisteredPlace placeOf(PersonItem item) {
        return new RegisteredPlace(
                new RegisteredItemQueries.Place(item.id(), ItemKind.valueOf(item.kind())));
    }

    private record FoundPage(List<PersonItem> items, @Nullable Place next) {}

    private static FoundPage page(List<PersonItem> found, Place place, int wanted) {
        List<PersonItem> shown = found.subList(0, wanted);
        return new FoundPage(shown, new Place(shown.getLast().id(), null, place.page() + 1));
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
