// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Messages that could not be handled: see them, and have them handled again. Whose data is in one
 * cannot be told, so they exist for the tenant's own people alone.
 */
@Path("/v1/parked-messages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operation", description = "Messages parked because a consumer could not process them")
public class ParkedMessageResource {

    /** Which messages to handle again: all of one key, in order. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ParkedMessageReplay")
    public record Replay(@NotBlank String consumer, @NotBlank String key) {}

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "ParkedMessagePage")
    record Listing(List<ParkedMessages.Parked> items, @Nullable String next) {}

    /** How many messages were handled. */
    @Schema(name = "ParkedMessagesReplayed")
    public record Replayed(int handled) {}

    private final ParkedMessages parked;
    private final EventInbox inbox;
    private final Callers callers;
    private final Cursors cursors;

    ParkedMessageResource(
            ParkedMessages parked, EventInbox inbox, Callers callers, Cursors cursors) {
        this.parked = parked;
        this.inbox = inbox;
        this.callers = callers;
        this.cursors = cursors;
    }

    @GET
    @RolesAllowed("admin")
    @Operation(
            operationId = "listParkedMessages",
            summary = "The tenant's parked messages",
            description = "Requires the claim tenant_wide; for other callers the list is empty.")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first.",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Uni<RestResponse<Page<ParkedMessages.Parked>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        List<String> keys = cursors.decode(caller.tenant(), "parked", cursor);
        long after = keys.isEmpty() ? 0 : Long.parseLong(keys.getFirst());
        if (!caller.tenantWide()) {
            return Uni.createFrom()
                    .item(ResponseBuilder.ok(new Page<ParkedMessages.Parked>(List.of(), null)))
                    .map(ResponseBuilder::build);
        }
        URI asked = uri.getRequestUri();
        return parked.list(caller.tenant().value(), after, wanted + 1)
                .map(rows -> Page.of(rows, wanted, row -> row, row -> cursor(caller, row)))
                .map(page -> page.answer(asked));
    }

    @POST
    @Path("/replays")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    @Operation(
            operationId = "replayParkedMessages",
            summary = "Replay the parked messages of one key, in order",
            description =
                    "If one fails, those before it were processed; the failing message and all later"
                            + " ones of its key stay parked.")
    @APIResponse(
            responseCode = "200",
            description = "All were processed.",
            content = @Content(schema = @Schema(implementation = Replayed.class)))
    @Problems({"parked-messages-unknown", "still-unreadable", "still-refused"})
    public Uni<Replayed> replay(@NotNull @Valid Replay replay) {
        Caller caller = callers.current();
        if (!caller.tenantWide()) {
            throw EventInbox.noConsumer();
        }
        return inbox.replay(caller.tenant().value(), replay.consumer(), replay.key())
                .map(Replayed::new);
    }

    private String cursor(Caller caller, ParkedMessages.Parked last) {
        return cursors.encode(caller.tenant(), "parked", List.of(Long.toString(last.position())));
    }
}
