// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.hold.HoldQueries.Place;
import io.temoin.retention.hold.HoldRequests.Placing;
import io.temoin.retention.hold.domain.HoldCommand.PlaceHold;
import io.temoin.retention.hold.domain.HoldCriteria;
import io.temoin.retention.hold.domain.HoldProblem;
import io.temoin.retention.progress.ReadModelProgressQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
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

/** Legal holds of the caller's organisation, or of the whole tenant for its own people. */
@Path("/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Legal holds", description = "Orders that stop the destruction of items for a case")
public class HoldResource {

    private static final String LIST = "holds";

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "HoldPage")
    public record HoldPage(List<HoldAnswer> items, @Nullable String next) {}

    private final HoldStream holds;
    private final HoldQueries queries;
    private final ReadModelProgressQueries progress;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;

    HoldResource(
            HoldStream holds,
            HoldQueries queries,
            ReadModelProgressQueries progress,
            Callers callers,
            Commands commands,
            Cursors cursors) {
        this.holds = holds;
        this.queries = queries;
        this.progress = progress;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RevocationChecked
    @RolesAllowed({"dpo", "legal", "admin"})
    @Operation(
            operationId = "placeHold",
            summary = "Place a legal hold",
            description =
                    "Nothing that the criteria cover is destroyed from this answer on, whichever"
                            + " rule would order it, until every hold on it is released; that"
                            + " includes items that fulfil the criteria later. Access is not"
                            + " extended: a purpose ends on its day. What was ordered destroyed"
                            + " before cannot be held.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Placing.class)))
    @APIResponse(
            responseCode = "201",
            description = "In force.",
            headers = {
                @Header(name = "Location"),
                @Header(name = "Event-Position"),
                @Header(name = "Idempotent-Replay")
            },
            content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
    @Problems({"hold-of-another", "hold-without-items", "hold-item-unknown", "read-model-behind"})
    public Uni<RestResponse<HoldAnswer>> place(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Placing request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a hold as JSON.");
        }
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "placeHold", key, request);
        String controller = request.parsedController();
        HoldCriteria criteria = request.parsedCriteria();
        HoldAccess.requireControllerOf(caller, controller);
        return progress.requireItems()
                .chain(() -> queries.unknown(caller.tenant(), controller, criteria.items()))
                .invoke(places -> requireKnown(request, criteria, places))
                .chain(() -> queries.covered(caller.tenant(), controller, criteria))
                .map(covered -> command(request, criteria, covered, caller, metadata))
                .flatMap(command -> holds.handle(metadata.commandId(), command, metadata))
                .map(
                        outcome ->
                                Answers.created(outcome, HoldAnswer.of(outcome.state()))
                                        .header("Location", "/v1/holds/" + metadata.commandId())
                                        .build());
    }

    private static PlaceHold command(
            Placing request,
            HoldCriteria criteria,
            long covered,
            Caller caller,
            EventMetadata metadata) {
        return new PlaceHold(
                metadata.commandId(),
                request.parsedController(),
                criteria,
                covered,
                request.parsedGround(),
                request.parsedAuthority(),
                request.parsedReference(),
                caller.actor(),
                caller.organisation(),
                metadata.at());
    }

    /** Whoever mistypes an id would believe that item to be safe. */
    private static void requireKnown(Placing request, HoldCriteria criteria, List<Integer> places) {
        if (!places.isEmpty() && request.criteria() != null && request.criteria().items() != null) {
            UUID unknown = criteria.items().get(places.getFirst());
            throw Rejected.at(
                    "/criteria/items/" + request.criteria().items().indexOf(unknown),
                    HoldProblem.HOLD_ITEM_UNKNOWN,
                    "The controller has no item with this id, or its destruction was ordered.");
        }
    }

    @GET
    @RolesAllowed({"dpo", "legal", "admin"})
    @Costly("searches")
    @Operation(operationId = "listHolds", summary = "Legal holds, the newest first")
    @APIResponse(
            responseCode = "200",
            description = "Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = HoldPage.class)))
    public Uni<RestResponse<Page<HoldAnswer>>> list(
            @QueryParam("state")
                    @Parameter(
                            description = "Only holds in this state.",
                            schema = @Schema(implementation = HoldState.class))
                    @Nullable String state,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        HoldState only = state(state);
        Place after = after(cursors.decode(caller.tenant(), LIST, cursor));
        URI asked = uri.getRequestUri();
        return queries.holds(
                        caller.tenant(),
                        caller.tenantWide() ? null : caller.organisation(),
                        only,
                        after,
                        wanted + 1)
                .flatMap(places -> page(caller, places, wanted))
                .map(page -> page.answer(asked));
    }

    private Uni<Page<HoldAnswer>> page(Caller caller, List<Place> places, int wanted) {
        Page<Place> page =
                Page.of(
                        places,
                        wanted,
                        place -> place,
                        last ->
                                cursors.encode(
                                        caller.tenant(),
                                        LIST,
                                        List.of(
                                                last.placedAt().toString(),
                                                last.hold().toString())));
        return Multi.createFrom()
                .iterable(page.items())
                .onItem()
                .transformToUniAndConcatenate(place -> holds.replay(caller.tenant(), place.hold()))
                .map(replayed -> HoldAnswer.of(replayed.state()))
                .collect()
                .asList()
                .map(answers -> new Page<>(answers, page.next()));
    }

    private static @Nullable HoldState state(@Nullable String state) {
        try {
            return state == null ? null : HoldState.valueOf(state);
        } catch (IllegalArgumentException _) {
            throw ChassisProblem.REQUEST_INVALID.at("state", "A hold cannot have this state.");
        }
    }

    private static @Nullable Place after(List<String> keys) {
        return keys.isEmpty()
                ? null
                : new Place(Instant.parse(keys.getFirst()), UUID.fromString(keys.getLast()));
    }
}
