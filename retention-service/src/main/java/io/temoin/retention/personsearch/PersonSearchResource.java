// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.person.PersonNumbers;
import io.temoin.retention.personsearch.PersonFiles.Items;
import io.temoin.retention.personsearch.PersonFiles.Person;
import io.temoin.retention.personsearch.PersonFiles.Place;
import io.temoin.retention.personsearch.PersonFiles.RegisteredPlace;
import io.temoin.retention.personsearch.PersonQuestion.By;
import io.temoin.retention.personsearch.domain.PersonSearchRefused;
import io.temoin.retention.personsearch.domain.PersonSearchRefused.Refusal;
import io.temoin.retention.personsearch.domain.PersonSearched;
import io.temoin.retention.personsearch.domain.PersonSearched.Lookup;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.ListedRequest;
import io.temoin.retention.rights.RequestsOfPersons;
import io.temoin.retention.rights.domain.RightsProblem;
import io.temoin.retention.schedule.PersonReferences;
import io.temoin.retention.schedule.PersonReferences.FoundPerson;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What is held about a person, where, why, until when, and who accessed it. The number comes in the
 * body, since URLs end up in logs, histories and referrers.
 */
@Path("/v1/persons/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Persons", description = "What is held about a person, and who accessed it")
@RevocationChecked
public class PersonSearchResource {

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    /** In a cursor: the recordings are over, and nothing after them was shown. */
    private static final String FIRST_REGISTERED = "-";

    private final Callers callers;
    private final PersonNumbers numbers;
    private final PersonReferences references;
    private final RequestsOfPersons requests;
    private final PersonFiles files;
    private final PersonSearchStream searches;
    private final Cursors cursors;

    PersonSearchResource(
            Callers callers,
            PersonNumbers numbers,
            PersonReferences references,
            RequestsOfPersons requests,
            PersonFiles files,
            PersonSearchStream searches,
            Cursors cursors) {
        this.callers = callers;
        this.numbers = numbers;
        this.references = references;
        this.requests = requests;
        this.files = files;
        this.searches = searches;
        this.cursors = cursors;
    }

    /** What is held. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dpo")
    @Costly("searches")
    @Operation(
            operationId = "searchPerson",
            summary = "What is held about a person, where, why, until when, and who accessed it",
            description =
                    "For the DPO of the controller. A person of whom nothing is known has no items:"
                            + " then nothing is held. A safe operation: it changes nothing and needs"
                            + " no Idempotency-Key. The search is recorded, by pseudonym, before it"
                            + " is answered, also when it is refused.")
    @APIResponse(
            responseCode = "200",
            description = "A page of items; the first one with the person's requests.",
            content = @Content(schema = @Schema(implementation = PersonFile.class)))
    @Problems({
        "controller-not-authorised",
        "cursor-invalid",
        "person-key-missing",
        "reference-unknown"
    })
    public Uni<RestResponse<PersonFile>> search(
            @RequestBody(required = true) @Nullable PersonQuestion body) {
        PersonQuestion asked = RequestFields.body(body);
        Caller caller = callers.current();
        By by = asked.by();
        String controller = asked.controllerOr(caller.organisation());
        int wanted = limit(asked.limit());
        return find(caller, controller, by)
                .onFailure(failure -> refusal(failure) != null)
                .call(failure -> searches.record(caller, refused(controller, by, failure)))
                .flatMap(
                        person ->
                                shown(
                                        caller,
                                        person,
                                        by.lookup(),
                                        place(caller, person, asked.cursor()),
                                        wanted))
                .map(
                        file ->
                                RestResponse.ResponseBuilder.ok(file)
                                        .header("Cache-Control", "private, no-store")
                                        .build());
    }

    private Uni<PersonFile> shown(
            Caller caller, Person person, Lookup lookup, Place place, int wanted) {
        Uni<List<ListedRequest>> asked =
                place.page() == 1 ? files.requests(person) : Uni.createFrom().item(List.of());
        // One after the other: two sessions at once would share one connection of this request.
        return asked.flatMap(
                requests ->
                        files.items(person, place, wanted)
                                .call(
                                        page ->
                                                searches.record(
                                                        caller,
                                                        searched(
                                                                person, lookup, place, page,
                                                                requests)))
                                .map(
                                        page ->
                                                file(
                                                        caller,
                                                        person,
                                                        page,
                                                        place.page() == 1 ? requests : null)));
    }

    private static PersonSearched searched(
            Person person, Lookup lookup, Place place, Items page, List<ListedRequest> requests) {
        return new PersonSearched(
                UUID.randomUUID(),
                person.controller(),
                person.subject(),
                lookup,
                place.page(),
                page.items().size(),
                requests.size());
    }

    private PersonFile file(
            Caller caller, Person person, Items page, @Nullable List<ListedRequest> requests) {
        Place next = page.next();
        return new PersonFile(
                person.controller(),
                person.subject(),
                page.items(),
                requests,
                next == null ? null : cursors.encode(caller.tenant(), list(person), keys(next)));
    }

    private Place place(Caller caller, Person person, @Nullable String cursor) {
        List<String> keys = cursors.decode(caller.tenant(), list(person), cursor, "/cursor");
        return keys.isEmpty() ? Place.START : place(keys);
    }

    private static List<String> keys(Place place) {
        RegisteredPlace registered = place.registered();
        return registered == null
                ? List.of(String.valueOf(place.recording()), "", Integer.toString(place.page()))
                : List.of(
                        registered.after() == null ? "" : registered.after().item().toString(),
                        registered.after() == null
                                ? FIRST_REGISTERED
                                : String.valueOf(registered.after().kind()),
                        Integer.toString(place.page()));
    }

    private static Place place(List<String> keys) {
        int page = Integer.parseInt(keys.getLast());
        return switch (keys.get(1)) {
            case "" -> new Place(UUID.fromString(keys.getFirst()), null, page);
            case FIRST_REGISTERED -> new Place(null, new RegisteredPlace(null), page);
            case String kind ->
                    new Place(
                            null,
                            new RegisteredPlace(
                                    new RegisteredItemQueries.Place(
                                            UUID.fromString(keys.getFirst()),
                                            ItemKind.valueOf(kind))),
                            page);
        };
    }

    /** Why a look-up is refused; {@code null} for what is no refusal. */
    private static @Nullable Refusal refusal(Throwable failure) {
        if (!(failure instanceof Rejected rejected)) {
            return null;
        }
        if (rejected.code() == ScheduleProblem.CONTROLLER_NOT_AUTHORISED) {
            return Refusal.CONTROLLER_NOT_AUTHORISED;
        }
        return rejected.code() == RightsProblem.REFERENCE_UNKNOWN
                ? Refusal.REFERENCE_UNKNOWN
                : null;
    }

    private static PersonSearchRefused refused(String controller, By by, Throwable failure) {
        return new PersonSearchRefused(
                UUID.randomUUID(),
                controller,
                by instanceof By.Subject(var subject) ? subject : null,
                by.lookup(),
                Objects.requireNonNull(refusal(failure)));
    }

    private Uni<Person> find(Caller caller, String controller, By by) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> requireController(caller, controller))
                .chain(() -> findBy(caller, controller, by));
    }

    private Uni<Person> findBy(Caller caller, String controller, By by) {
        return switch (by) {
            case By.PhoneNumber(var number) ->
                    Uni.createFrom()
                            .item(
                                    new Person(
                                            caller.tenant(),
                                            controller,
                                            numbers.subject(caller.tenant(), "/number", number)));
            case By.Subject(var subject) ->
                    Uni.createFrom().item(new Person(caller.tenant(), controller, subject));
            case By.Reference(var lookup, var id) ->
                    find(caller, controller, lookup, id)
                            .map(found -> requireOf(caller, controller, found));
        };
    }

    private Uni<@Nullable FoundPerson> find(
            Caller caller, String controller, Lookup lookup, UUID id) {
        return switch (lookup) {
            case RECORDING -> references.findByRecording(caller.tenant(), id);
            case DECISION -> references.findByDecision(caller.tenant(), id, controller);
            case REQUEST -> requests.find(caller.tenant(), id);
            case NUMBER, SUBJECT -> throw new IllegalStateException("this is no reference");
        };
    }

    private static Person requireOf(
            Caller caller, String controller, @Nullable FoundPerson person) {
        if (person == null || !person.controller().equals(controller)) {
            throw new Rejected(
                    RightsProblem.REFERENCE_UNKNOWN, "Nothing is known under this reference.");
        }
        return new Person(caller.tenant(), controller, person.subject());
    }

    private static void requireController(Caller caller, String controller) {
        if (!caller.tenantWide() && !caller.organisation().equals(controller)) {
            throw new Rejected(
                    ScheduleProblem.CONTROLLER_NOT_AUTHORISED,
                    "Only the controller looks up what is held about a person on its behalf.");
        }
    }

    /** A cursor of another person's items is none of this list. */
    private static String list(Person person) {
        return "person-file/" + person.controller() + "/" + person.subject();
    }

    private static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return USUAL_PAGE;
        }
        if (asked < 1 || asked > LARGEST_PAGE) {
            throw ChassisProblem.REQUEST_INVALID.at("/limit", "limit must be between 1 and 200.");
        }
        return asked;
    }
}
