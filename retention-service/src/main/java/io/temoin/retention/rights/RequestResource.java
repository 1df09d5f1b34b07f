// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.RequestView.Place;
import io.temoin.retention.rights.RequestView.Question;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.NoteOnRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.shredding.Personal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Requests of people: taking them in, finding them, and what everybody does who took one in. */
@Path("/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "Requests by which people exercise their rights")
public class RequestResource {

    private static final String LIST = "requests";

    /** A page as the OpenAPI document shows it. */
    public record RequestPage(List<ListedRequest> items, @Nullable String next) {}

    private final RequestDesk desk;
    private final RequestView view;
    private final OtherRestrictionQueries others;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final Clock clock;

    RequestResource(
            RequestDesk desk,
            RequestView view,
            OtherRestrictionQueries others,
            AgreementStore agreements,
            Callers callers,
            Commands commands,
            Cursors cursors,
            Clock clock) {
        this.desk = desk;
        this.view = view;
        this.others = others;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** Takes a request in. */
    @POST
    @RolesAllowed({"agent", "supervisor", "dpo", "business-system"})
    @Operation(
            operationId = "openRequest",
            summary = "Take in a request that a person made orally, by letter or through others",
            description =
                    "The person is found by something that is known already (a recording, a call"
                            + " decision or an earlier request), or by their phone number, which"
                            + " leads to the pseudonym and is not stored. By a number the request"
                            + " is opened even if nothing is known of the person, who is to be"
                            + " answered, too. A request for the same, about the"
                            + " same recording or call, that is open and less than a month old is"
                            + " joined: its answer is that of both. Marketing objections and"
                            + " withdrawals go to consent-service."
                            + " What people ask for with a link arrives here by itself.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Opening.class)))
    @APIResponse(
            responseCode = "201",
            description = "The clock of the request is running since it was received.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "person-key-missing",
        "personal-data-refused",
        "reference-unknown",
        "request-for-consent-service"
    })
    public Uni<RestResponse<RequestDetails>> open(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            DeskBodies.@Nullable Opening opening) {
        DeskBodies.Opening asked = RequestFields.body(opening);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "openRequest", key, asked);
        return desk.open(caller, asked, metadata)
                .flatMap(
                        outcome ->
                                shown(caller, outcome.state())
                                        .map(
                                                details ->
                                                        Answers.created(
                                                                        openedAt(
                                                                                caller, outcome,
                                                                                metadata),
                                                                        outcome.repeated(),
                                                                        details)
                                                                .build()));
    }

    /**
     * The last event of a request that is joined is that of the joining, which others than the
     * desk's own people are not told of: to them it is the one that opened the request.
     */
    private static @Nullable String openedAt(
            Caller caller, CommandOutcome<Request, RequestEvent> outcome, EventMetadata metadata) {
        return RequestDesk.isDeskOf(caller, outcome.state()) || outcome.newEvents().isEmpty()
                ? outcome.lastEventId()
                : RequestIntake.openedAt(metadata);
    }

    /** A page of requests. */
    @GET
    @RolesAllowed({"dpo", "supervisor", "admin"})
    @Costly("searches")
    @Operation(operationId = "listRequests", summary = "Requests, those due first")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by deadline; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = RequestPage.class)))
    public Uni<RestResponse<Page<ListedRequest>>> list(
            @QueryParam("state")
                    @Parameter(
                            description = "Only requests in this state.",
                            schema = @Schema(implementation = RequestState.class))
                    @Nullable String state,
            @QueryParam("type")
                    @Parameter(
                            description = "Only requests of this type.",
                            schema = @Schema(implementation = RequestType.class))
                    @Nullable String type,
            @QueryParam("dueBefore")
                    @Parameter(
                            description = "Only requests due before this instant (RFC 3339).",
                            schema = @Schema(format = "date-time"))
                    @Nullable String dueBefore,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        RequestState wantedState = RequestFields.optionalOneOf("state", state, RequestState.class);
        RequestType wantedType = RequestFields.optionalOneOf("type", type, RequestType.class);
        Instant due = RequestFields.optionalInstant("dueBefore", dueBefore);
        Place after = after(cursors.decode(caller.tenant(), LIST, cursor));
        URI asked = uri.getRequestUri();
        return agreements
                .visibility(caller)
                .map(seen -> new Question(wantedState, wantedType, due, seen, after))
                .flatMap(question -> view.list(caller.tenant(), question, wanted + 1))
                .map(rows -> page(caller, rows, wanted).answer(asked));
    }

    /** One request, as of now. */
    @GET
    @RevocationChecked
    @Path("/{id}")
    @RolesAllowed({"agent", "supervisor", "dpo", "admin", "business-system"})
    @Operation(operationId = "getRequest", summary = "One request, with its deadlines and outcome")
    @APIResponse(
            responseCode = "200",
            description = "The request in its current state.",
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems("request-unknown")
    public Uni<RequestDetails> request(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        return desk.visible(caller, id)
                .flatMap(
                        request ->
                                RequestDesk.isDeskOf(caller, request)
                                        ? atTheDesk(caller, request)
                                        : shown(caller, request));
    }

    private Uni<RequestDetails> atTheDesk(Caller caller, Request request) {
        return desk.erasure(caller.tenant(), request)
                .flatMap(
                        erasure ->
                                others.of(caller.tenant(), request)
                                        .map(
                                                found ->
                                                        RequestDetails.of(
                                                                request,
                                                                erasure,
                                                                found,
                                                                true,
                                                                clock.instant())));
    }

    /** The person is asked who they are. */
    @POST
    @Path("/{id}/identity-proof-requests")
    @RolesAllowed({"agent", "supervisor", "dpo"})
    @Operation(
            operationId = "requestIdentityProof",
            summary = "Record that the person was asked to prove their identity",
            description =
                    "Only where there is reasonable doubt (GDPR art. 12(6)). Within a week of"
                            + " receipt, it makes the deadline count from the proof; later, it does"
                            + " not. Without a body, the person was asked now. Of an objection"
                            + " that concerns recordings, the week counts to when that is recorded,"
                            + " whatever the date, and once nobody had decided on it by its"
                            + " deadline nobody is asked (deadline-passed); an objection to"
                            + " recordings that consent-service took in waits for no proof at all"
                            + " (proof-not-allowed).")
    @RequestBody(
            required = false,
            content = @Content(schema = @Schema(implementation = DeskBodies.ProofRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "request-unknown",
        "request-ended",
        "request-joined",
        "proof-out-of-order",
        "proof-not-allowed",
        "act-out-of-order",
        "deadline-passed"
    })
    public Uni<RestResponse<RequestDetails>> requestProof(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable ProofRequest request) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "requestIdentityProof/" + id, key, request);
        Instant requested =
                request == null
                        ? null
                        : RequestFields.optionalPast(
                                "/requestedAt", request.requestedAt(), metadata.at());
        return desk.act(caller, id, new RequestIdentityProof(requested, metadata.at()), metadata)
                .flatMap(outcome -> answer(caller, outcome));
    }

    /** The proof is there. */
    @POST
    @Path("/{id}/identity-proofs")
    @RolesAllowed({"agent", "supervisor", "dpo"})
    @Operation(
            operationId = "receiveIdentityProof",
            summary = "Record that a sufficient proof of identity arrived",
            description = "The proof itself is not stored here.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.ProofReceipt.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded, with the deadline that follows.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({"request-unknown", "request-ended", "request-joined", "proof-out-of-order"})
    public Uni<RestResponse<RequestDetails>> receiveProof(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable ProofReceipt proof) {
        DeskBodies.ProofReceipt sent = RequestFields.body(proof);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "receiveIdentityProof/" + id, key, sent);
        Instant received = RequestFields.past("/receivedAt", sent.receivedAt(), metadata.at());
        return desk.act(caller, id, new ReceiveIdentityProof(received, metadata.at()), metadata)
                .flatMap(outcome -> answer(caller, outcome));
    }

    /** A note of whoever works on it. */
    @POST
    @Path("/{id}/notes")
    @RolesAllowed({"agent", "supervisor", "dpo"})
    @Operation(
            operationId = "noteOnRequest",
            summary = "Add a note for the desk",
            description =
                    "The text is sealed under a key of the request. Only the controller's own desk"
                            + " reads notes.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Note.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({"request-unknown", "request-ended", "request-joined"})
    public Uni<RestResponse<RequestDetails>> note(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable Note note) {
        DeskBodies.Note sent = RequestFields.body(note);
        String text = sent.parsed();
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "noteOnRequest/" + id, key, sent);
        UUID noteId = metadata.commandId();
        return desk.visible(caller, id)
                .map(request -> RequestDecider.openedOf(request).request())
                .map(RequestStream::keyOwner)
                .map(
                        owner ->
                                new NoteOnRequest(
                                        noteId,
                                        Personal.plaintext(text, owner),
                                        caller.actor(),
                                        metadata.at()))
                .flatMap(command -> desk.act(caller, id, command, metadata))
                .flatMap(outcome -> answer(caller, outcome));
    }

    private Uni<RestResponse<RequestDetails>> answer(
            Caller caller, CommandOutcome<Request, RequestEvent> outcome) {
        return shown(caller, outcome.state())
                .map(details -> Answers.created(outcome, details).build());
    }

    private Uni<RequestDetails> shown(Caller caller, Request request) {
        Instant now = clock.instant();
        return desk.shown(caller, request, now)
                .map(seen -> RequestDetails.of(seen, RequestDesk.isDeskOf(caller, request), now));
    }

    private Page<ListedRequest> page(Caller caller, List<RequestView.Row> rows, int wanted) {
        return Page.of(
                rows,
                wanted,
                row ->
                        ListedRequest.of(
                                row,
                                caller.tenantWide()
                                        || caller.organisation().equals(row.controller)),
                last ->
                        cursors.encode(
                                caller.tenant(),
                                LIST,
                                List.of(last.dueAt.toString(), last.request.toString())));
    }

    private static @Nullable Place after(List<String> keys) {
        return keys.isEmpty()
                ? null
                : new Place(Instant.parse(keys.getFirst()), UUID.fromString(keys.getLast()));
    }
}
