// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.domain.Requester;
import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.search.domain.SavedSearchCommand.ChangeSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.DeleteSavedSearch;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.trail.TrailExtract;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.EntityTags;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Set;
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
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** One saved search, read from its events: what is shown here is never behind. */
@Path("/v1/saved-searches/{id}")
@Tag(name = "Saved searches")
public class SavedSearchResource {

    private final SavedSearchStream streams;
    private final TrailExtract trail;
    private final Callers callers;
    private final Commands commands;

    SavedSearchResource(
            SavedSearchStream streams, TrailExtract trail, Callers callers, Commands commands) {
        this.streams = streams;
        this.trail = trail;
        this.callers = callers;
        this.commands = commands;
    }

    /** The search. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(operationId = "getSavedSearch", summary = "One saved search")
    @APIResponse(
            responseCode = "200",
            description = "The search; ETag is its version.",
            headers = @Header(name = "ETag"),
            content = @Content(schema = @Schema(implementation = SavedSearchAnswer.class)))
    @Problems("saved-search-unknown")
    public Uni<RestResponse<SavedSearchAnswer>> search(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        return streams.find(caller.tenant(), id)
                .map(search -> answer(search.shownTo(SavedSearchStream.requester(caller))).build());
    }

    /** Names, narrows or shares it anew. */
    @PUT
    @Produces(MediaType.APPLICATION_JSON)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "changeSavedSearch",
            summary = "Replace a saved search",
            description =
                    "Only by its owner, based on the version the owner saw (If-Match). Fields left"
                            + " out are removed; an identical search is no change. A change is"
                            + " recorded as an entry.")
    @APIResponse(
            responseCode = "200",
            description = "The search as it is now; ETag is its version.",
            headers = {@Header(name = "ETag"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = SavedSearchAnswer.class)))
    @Problems({
        "saved-search-of-another",
        "saved-search-unknown",
        "saved-search-stale",
        "if-match-missing"
    })
    public Uni<RestResponse<SavedSearchAnswer>> change(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match")
                    @Parameter(
                            required = true,
                            description = "ETag of the version to change, or * for any.")
                    @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    SavedSearchRequest.class)))
                    @NotNull
                    @Valid
                    SavedSearchRequest request) {
        Caller caller = callers.current();
        Requester requester = SavedSearchStream.requester(caller);
        Set<Long> expected = EntityTags.required(ifMatch);
        SearchContent content = request.content(trail);
        EventMetadata metadata =
                commands.of(
                        caller,
                        operation("changeSavedSearch", caller, id),
                        key,
                        Arrays.asList(ifMatch, request));
        return streams.handle(
                        id,
                        new ChangeSavedSearch(requester, expected, content, metadata.at()),
                        metadata)
                .map(
                        decision ->
                                Answers.withHeaders(
                                                answer(decision.state().shownTo(requester)),
                                                decision)
                                        .build());
    }

    /** Keeps it no longer. */
    @DELETE
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "deleteSavedSearch",
            summary = "Delete a saved search",
            description =
                    "Open to the owner and to a dpo of the owner's organisation or, with the claim"
                            + " tenant_wide, of any organisation. To delete a search that the dpo"
                            + " cannot read, send the version shown by"
                            + " listSavedSearchRegistrations as If-Match. Who ran it, and what was"
                            + " searched for, stays in the trail, as does who deleted it.")
    @APIResponse(
            responseCode = "204",
            description = "Deleted",
            headers = @Header(name = "Idempotent-Replay"))
    @Problems({
        "saved-search-of-another",
        "saved-search-unknown",
        "saved-search-stale",
        "if-match-missing",
        "saved-search-unseen"
    })
    public Uni<RestResponse<Void>> delete(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match")
                    @Parameter(
                            required = true,
                            description = "ETag of the version to delete, or * for any.")
                    @Nullable String ifMatch) {
        Caller caller = callers.current();
        DeleteSavedSearch command =
                new DeleteSavedSearch(
                        SavedSearchStream.requester(caller), EntityTags.required(ifMatch));
        EventMetadata metadata =
                commands.of(caller, operation("deleteSavedSearch", caller, id), key, ifMatch);
        return streams.handle(id, command, metadata)
                .map(
                        decision -> {
                            ResponseBuilder<Void> deleted = ResponseBuilder.noContent();
                            return Answers.withHeaders(deleted, decision).build();
                        });
    }

    /** The key of one person is not that of another: they may not do the same. */
    private static String operation(String name, Caller caller, UUID id) {
        return name + "/" + caller.actor() + "/" + id;
    }

    private static ResponseBuilder<SavedSearchAnswer> answer(Saved saved) {
        return ResponseBuilder.ok(SavedSearchAnswer.of(saved))
                .header("ETag", EntityTags.of(saved.revision()));
    }
}
