// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.domain.RequestDecider.openedOf;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Uuids;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.person.PersonNumbers;
import io.temoin.retention.rights.DeskBodies.Opening;
import io.temoin.retention.rights.DeskBodies.Reference;
import io.temoin.retention.rights.RequestIntake.AskedFor;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.ErasureRules;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestCommand;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.NameContested;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NotifyRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.RightsProblem;
import io.temoin.retention.rights.domain.UnjoinedRequest;
import io.temoin.retention.schedule.PersonReferences;
import io.temoin.retention.schedule.PersonReferences.FoundPerson;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.Personal;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with which request. A controller sees its own, a processor those it took in while
 * an agreement is in force, an agent those that agent took in; anything else does not exist for
 * them. What a system passed on, its organisation follows there, not here. The controller alone
 * decides.
 */
@ApplicationScoped
public class RequestDesk {

    private final RequestStream requests;
    private final RequestIntake intake;
    private final PersonReferences persons;
    private final PersonNumbers numbers;
    private final ContestedItems items;
    private final AgreementStore agreements;
    private final RequestErasures erasures;

    RequestDesk(
            RequestStream requests,
            RequestIntake intake,
            PersonReferences persons,
            PersonNumbers numbers,
            ContestedItems items,
            AgreementStore agreements,
            RequestErasures erasures) {
        this.requests = requests;
        this.intake = intake;
        this.persons = persons;
        this.numbers = numbers;
        this.items = items;
        this.agreements = agreements;
        this.erasures = erasures;
    }

    /** The request, if it exists for the caller. */
    public Uni<Request> visible(Caller caller, String id) {
        return seen(caller, id(id)).invoke(request -> requireFollowedHere(caller, request));
    }

    /** A request that the caller's organisation passed on from another system. */
    public Uni<Request> passedOnBy(Caller caller, UUID request) {
        return seen(caller, request);
    }

    private Uni<Request> seen(Caller caller, UUID request) {
        return Uni.combine()
                .all()
                .unis(requests.load(caller.tenant(), request), agreements.visibility(caller))
                .with(RequestDesk::requireSeen);
    }

    /** Whoever passed it on would see here that it was joined to one that they know nothing of. */
    private static void requireFollowedHere(Caller caller, Request request) {
        if (openedOf(request).intake().way() == Intake.Way.OPENDSR && !isDeskOf(caller, request)) {
            throw RequestDecider.unknown();
        }
    }

    /** Somebody who sees the request does something with it. */
    Uni<CommandOutcome<Request, RequestEvent>> act(
            Caller caller, String id, RequestCommand command, EventMetadata metadata) {
        return visible(caller, id)
                .flatMap(
                        request ->
                                isDeskOf(caller, request)
                                        ? requests.handle(id(id), command, metadata)
                                        : requests.handleUnjoined(request, command, metadata));
    }

    /** A request as the caller may see it: others than its desk not as joined to another one. */
    Uni<Request> shown(Caller caller, Request request, Instant now) {
        return isDeskOf(caller, request)
                ? Uni.createFrom().item(request)
                : requests.answering(caller.tenant(), request)
                        .map(answering -> UnjoinedRequest.of(request, answering, now));
    }

    /** The controller decides something. */
    public Uni<CommandOutcome<Request, RequestEvent>> decide(
            Caller caller, String id, RequestCommand command, EventMetadata metadata) {
        return ofController(caller, id).chain(_ -> requests.handle(id(id), command, metadata));
    }

    /**
     * The controller answers a request, part by part.
     *
     * @throws Rejected if that refuses everything and the person is being erased, or grants an
     *     erasure that is not complete
     */
    Uni<CommandOutcome<Request, RequestEvent>> answer(
            Caller caller, String id, AnswerRequest command, EventMetadata metadata) {
        return command.isRefusal()
                ? decideBeforeErasure(caller, id, command, metadata)
                : ofController(caller, id)
                        .chain(request -> erasures.of(caller.tenant(), openedOf(request).request()))
                        .map(erasure -> command.after(erasure.orElse(null)))
                        .chain(answer -> requests.handle(id(id), answer, metadata));
    }

    /**
     * The controller refuses a request.
     *
     * @throws Rejected if the person is being erased: what is destroyed was granted
     */
    Uni<CommandOutcome<Request, RequestEvent>> refuse(
            Caller caller, String id, RefuseRequest command, EventMetadata metadata) {
        return decideBeforeErasure(caller, id, command, metadata);
    }

    /** A recipient was told of what the request changed, or began to. */
    Uni<CommandOutcome<Request, RequestEvent>> tell(
            Caller caller, String id, String recipient, Instant at, EventMetadata metadata) {
        return ofController(caller, id)
                .chain(request -> erasures.begunAt(caller.tenant(), openedOf(request).request()))
                .chain(
                        begun ->
                                requests.handle(
                                        id(id),
                                        new NotifyRecipient(
                                                recipient, at, begun.orElse(null), metadata.at()),
                                        metadata));
    }

    /** The request itself refuses it, too, but for erasures that it does not know of. */
    private Uni<CommandOutcome<Request, RequestEvent>> decideBeforeErasure(
            Caller caller, String id, RequestCommand command, EventMetadata metadata) {
        return ofController(caller, id)
                .chain(request -> erasure(caller.tenant(), request))
                .invoke(RequestDesk::requireUndecided)
                .chain(_ -> requests.handle(id(id), command, metadata));
    }

    private static void requireUndecided(@Nullable ErasureState erasure) {
        if (erasure != null && erasure != ErasureState.UNDECIDED) {
            throw ErasureRules.begun();
        }
    }

    /** How far the erasure is that answers the request; {@code null} if it is about none. */
    Uni<@Nullable ErasureState> erasure(TenantId tenant, Request request) {
        RequestOpened opened = openedOf(request);
        if (opened.type() != RequestType.ERASURE) {
            return Uni.createFrom().nullItem();
        }
        return erasures.stateOf(tenant, opened.request())
                .<@Nullable ErasureState>map(
                        it ->
                                it == ErasureState.UNDECIDED
                                                && ErasureRules.decisionOf(request) != null
                                        ? ErasureState.WITH_OWNERS
                                        : it);
    }

    /** How a request began, for the desk of its controller; others are refused. */
    public Uni<RequestOpened> atDesk(Caller caller, String id) {
        return ofController(caller, id).map(RequestDecider::openedOf);
    }

    /** The same of a request that must be open. */
    public Uni<Open> openAtDesk(Caller caller, String id) {
        return atDesk(caller, id)
                .chain(opened -> requests.load(caller.tenant(), opened.request()))
                .map(RequestDecider::requireOpen);
    }

    /** The request, as the controller's own desk may see it. */
    public Uni<Request> ofController(Caller caller, String id) {
        return visible(caller, id)
                .invoke(request -> requireController(caller, openedOf(request).controller()));
    }

    /** Takes a request in for a person who is known by something that the caller sees. */
    Uni<CommandOutcome<Request, RequestEvent>> open(
            Caller caller, Opening opening, EventMetadata metadata) {
        var type = opening.parsedType();
        requireOfTheDesk(type);
        var taken = opening.intake(caller.organisation(), caller.actor(), metadata.at());
        var reference = opening.reference();
        var words = opening.correctionInWords();
        var contested = opening.contested();
        UUID request = metadata.commandId();
        return found(caller, reference)
                .call(person -> items.require(caller, person, contested, "/correction"))
                .invoke(
                        person -> {
                            if (taken.way() == Intake.Way.CONTROLLER) {
                                requireController(caller, person.controller());
                            }
                        })
                .flatMap(
                        person ->
                                intake.open(
                                        request,
                                        AskedFor.ofAll(
                                                        person.controller(),
                                                        person.subject(),
                                                        type,
                                                        taken,
                                                        reference.about())
                                                .contesting(contested, sealed(request, words)),
                                        metadata));
    }

    private static @Nullable Personal<String> sealed(UUID request, @Nullable String words) {
        return words == null ? null : Personal.plaintext(words, RequestStream.keyOwner(request));
    }

    /** The controller says what exactly is contested. */
    Uni<CommandOutcome<Request, RequestEvent>> name(
            Caller caller, String id, Contested contested, EventMetadata metadata) {
        return ofController(caller, id)
                .map(RequestDecider::openedOf)
                .call(opened -> items.require(caller, person(opened), contested, ""))
                .chain(
                        opened ->
                                requests.handle(
                                        opened.request(),
                                        new NameContested(contested, metadata.at()),
                                        metadata));
    }

    /** Refuses a caller whose organisation does not work for the controller. */
    public Uni<Void> requireWorkingFor(Caller caller, String controller) {
        return agreements
                .visibility(caller)
                .invoke(visibility -> requireWorkingFor(visibility, controller))
                .replaceWithVoid();
    }

    /**
     * Takes a request in that another system passes on, for a person who is known by their
     * pseudonym; whoever calls must have been found to work for the controller.
     *
     * @param receivedAt when the person asked
     */
    public Uni<CommandOutcome<Request, RequestEvent>> passedOn(
            Caller caller,
            UUID request,
            PassedOn passed,
            Instant receivedAt,
            EventMetadata metadata) {
        requireOfTheDesk(passed.type());
        var taken =
                new Intake(
                        Intake.Way.OPENDSR,
                        caller.organisation(),
                        caller.actor(),
                        null,
                        receivedAt);
        return intake.open(
                request,
                AskedFor.ofAll(passed.controller(), passed.subject(), passed.type(), taken, null),
                metadata);
    }

    /**
     * What another system passes on.
     *
     * @param subject pseudonym of the person
     */
    public record PassedOn(String controller, String subject, RequestType type) {}

    /** Whether the caller is of the controller's own desk. */
    static boolean isDeskOf(Caller caller, Request request) {
        return caller.tenantWide() || caller.organisation().equals(openedOf(request).controller());
    }

    /** By a number anybody is found, known or not: who is unknown is to be answered, too. */
    private Uni<FoundPerson> found(Caller caller, Reference reference) {
        if (reference instanceof Reference.PhoneNumber(var number, var controller)) {
            var subject = numbers.subject(caller.tenant(), "/about/number", number);
            return agreements
                    .visibility(caller)
                    .map(visibility -> requireWorkingFor(visibility, controller, subject));
        }
        return Uni.combine()
                .all()
                .unis(find(caller.tenant(), reference), agreements.visibility(caller))
                .with(RequestDesk::requireConcerned);
    }

    private Uni<@Nullable FoundPerson> find(TenantId tenant, Reference reference) {
        return switch (reference) {
            case Reference.PhoneNumber _ -> Uni.createFrom().nullItem();
            case Reference.Recording(var id) -> persons.findByRecording(tenant, id);
            case Reference.Decision(var id, var controller) ->
                    persons.findByDecision(tenant, id, controller);
            case Reference.EarlierRequest(var id) ->
                    requests.load(tenant, id).map(RequestDesk::person);
        };
    }

    /** Calls stop only if consent-service knows; it does not read what is taken in here. */
    private static void requireOfTheDesk(RequestType type) {
        if (type.belongsToConsentService()) {
            throw new Rejected(
                    RightsProblem.REQUEST_FOR_CONSENT_SERVICE,
                    "Send it to consent-service, which applies it at once: objections to"
                            + " POST /v1/objections, withdrawals to POST /v1/withdrawals.");
        }
    }

    static @Nullable FoundPerson person(Request request) {
        if (request instanceof Unopened) {
            return null;
        }
        RequestOpened opened = openedOf(request);
        return person(opened);
    }

    private static FoundPerson person(RequestOpened opened) {
        return new FoundPerson(opened.controller(), opened.subject(), ownership(opened));
    }

    private static Request requireSeen(Request request, Visibility visibility) {
        if (request instanceof Unopened || !visibility.sees(ownership(openedOf(request)))) {
            throw RequestDecider.unknown();
        }
        return request;
    }

    /** Agents take requests in about calls of their colleagues, too. */
    private static FoundPerson requireConcerned(
            @Nullable FoundPerson person, Visibility visibility) {
        if (person == null || !visibility.concerns(person.ownership())) {
            throw new Rejected(
                    RightsProblem.REFERENCE_UNKNOWN, "Nothing is known under this reference.");
        }
        return person;
    }

    /** Nobody knows what such a request is about, so the caller must work for the controller. */
    private static FoundPerson requireWorkingFor(
            Visibility visibility, String controller, String subject) {
        requireWorkingFor(visibility, controller);
        return new FoundPerson(
                controller,
                subject,
                new Ownership(controller, Set.of(visibility.organisation()), Set.of(), null, null));
    }

    private static void requireWorkingFor(Visibility visibility, String controller) {
        if (!visibility.worksFor(controller)) {
            throw new Rejected(
                    ScheduleProblem.CONTROLLER_NOT_AUTHORISED,
                    "You take in requests to controllers only for which you work.");
        }
    }

    private static void requireController(Caller caller, String controller) {
        if (!caller.tenantWide() && !caller.organisation().equals(controller)) {
            throw new Rejected(
                    ScheduleProblem.CONTROLLER_NOT_AUTHORISED,
                    "Only the controller may decide on a request that is addressed to it.");
        }
    }

    private static Ownership ownership(RequestOpened opened) {
        return new Ownership(
                opened.controller(),
                Set.of(opened.intake().receivedBy()),
                Set.of(),
                null,
                opened.intake().takenInBy());
    }

    private static UUID id(String id) {
        UUID parsed = Uuids.parse(id);
        if (parsed == null) {
            throw RequestDecider.unknown();
        }
        return parsed;
    }
}
