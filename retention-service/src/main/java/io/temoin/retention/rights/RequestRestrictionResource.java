// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestCommand.LiftRestriction;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.Restriction;
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

/** What a request restricts or keeps from being destroyed, and the end of that. */
@Path("/v1/requests/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "Requests by which people exercise their rights")
public class RequestRestrictionResource {

    private static final String LIST = "restricted-items";

    /**
     * A recording that a request concerns.
     *
     * @param restricted whether the request has it only stored
     * @param frozenUntil until when the request keeps it from being destroyed, at the latest
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RestrictedItem")
    public record RestrictedItem(
            UUID recording, boolean restricted, @Nullable Instant frozenUntil) {}

    /** A page as the OpenAPI document shows it. */
    public record RestrictedItemPage(List<RestrictedItem> items, @Nullable String next) {}

    private final RequestDesk desk;
    private final RestrictedItemQueries items;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final Clock clock;

    RequestRestrictionResource(
            RequestDesk desk,
            RestrictedItemQueries items,
            Callers callers,
            Commands commands,
            Cursors cursors,
            Clock clock) {
        this.desk = desk;
        this.items = items;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A page of the recordings that the request restricts or keeps. */
    @GET
    @RevocationChecked
    @Path("/restricted-items")
    @RolesAllowed({"dpo", "supervisor", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listRestrictedItems",
            summary = "Recordings that the request restricts, or keeps from being destroyed",
            description =
                    "Those that are there now; of a request about everything of the person, later"
                            + " ones follow. Empty once nothing is restricted or kept. Only the"
                            + " controller's own people see it.")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by id; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = RestrictedItemPage.class)))
    @Problems({"controller-not-authorised", "request-unknown"})
    public Uni<RestResponse<Page<RestrictedItem>>> list(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        List<String> keys = cursors.decode(caller.tenant(), LIST, cursor);
        UUID after = keys.isEmpty() ? null : UUID.fromString(keys.getFirst());
        URI asked = uri.getRequestUri();
        return desk.ofController(caller, id)
                .flatMap(request -> page(caller, request, after, wanted))
                .map(page -> page.answer(asked));
    }

    /** Record that the person was told, and lift the restriction. */
    @POST
    @Path("/restriction-liftings")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "liftRestriction",
            summary = "Lift what an answered request still restricts, once the person was told",
            description =
                    "An answer lifts what it leaves no reason for. What was granted, and what is"
                            + " kept only for legal claims or a legal obligation, stays restricted"
                            + " until the person has been told that it ends (GDPR art. 18(3)).")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Lifting.class)))
    @APIResponse(
            responseCode = "201",
            description = "Lifted.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-open",
        "request-not-restricting",
        "person-not-informed"
    })
    public Uni<RestResponse<RequestDetails>> lift(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable Lifting lifting) {
        DeskBodies.Lifting sent = RequestFields.body(lifting);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "liftRestriction/" + id, key, sent);
        return desk.decide(
                        caller,
                        id,
                        new LiftRestriction(sent.parsed(metadata.at()), metadata.at()),
                        metadata)
                .map(
                        outcome ->
                                Answers.created(
                                                outcome,
                                                RequestDetails.of(
                                                        outcome.state(), true, clock.instant()))
                                        .build());
    }

    private Uni<Page<RestrictedItem>> page(
            Caller caller, Request request, @Nullable UUID after, int wanted) {
        Restriction restriction = RequestDecider.restrictionOf(request);
        boolean restricted = restriction.services().contains(OwnerService.RECORDING);
        Instant until = RequestFreezes.until(request);
        Uni<List<UUID>> found =
                restricted || until != null
                        ? items.find(caller.tenant(), opened(request), after, wanted + 1)
                        : Uni.createFrom().item(List.of());
        return found.map(
                recordings ->
                        Page.of(
                                recordings,
                                wanted,
                                recording -> new RestrictedItem(recording, restricted, until),
                                last ->
                                        cursors.encode(
                                                caller.tenant(), LIST, List.of(last.toString()))));
    }

    private static RequestOpened opened(Request request) {
        return switch (request) {
            case Unopened _ -> throw RequestDecider.unknown();
            case Open open -> open.opened();
            case Ended ended -> ended.opened();
        };
    }
}
