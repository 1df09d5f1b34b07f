// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.SavedSearchView.Cursor;
import io.temoin.audit.search.SavedSearchView.Slice;
import io.temoin.audit.search.domain.Requester;
import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.search.domain.SavedSearchCommand.CreateSavedSearch;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.trail.TrailExtract;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.EntityTags;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/** Saved searches: questions to the trail that people keep, share and ask again. */
@Path("/v1/saved-searches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Saved searches",
        description = "Searches of the trail that people save, share and run again")
public class SavedSearchesResource {

    private static final String LIST = "saved-searches";

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "SavedSearches", requiredProperties = "items")
    public record SavedSearches(List<SavedSearchAnswer> items, @Nullable String next) {}

    private final SavedSearchStream streams;
    private final SavedSearchView view;
    private final SavedSearchEvents events;
    private final TrailExtract trail;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;

    SavedSearchesResource(
            SavedSearchStream streams,
            SavedSearchView view,
            SavedSearchEvents events,
            TrailExtract trail,
            Callers callers,
            Commands commands,
            Cursors cursors) {
        this.streams = streams;
        this.view = view;
        this.events = events;
        this.trail = trail;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
    }

    /** Keeps a question. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "createSavedSearch",
            summary = "Save a search of the trail",
            description =
                    "Saving a search does not run it and does not grant anyone access: anyone who"
                            + " runs it later sees only what they may see. Saving is recorded as an"
                            + " entry. A repeated request is answered with 404 if the search has"
                            + " been deleted since.")
    @APIResponse(
            responseCode = "201",
            description = "Saved; Location is its address, ETag its version.",
            headers = {
                @Header(name = "Location"),
                @Header(name = "ETag"),
                @Header(name = "Idempotent-Replay")
            },
            content = @Content(schema = @Schema(implementation = SavedSearchAnswer.class)))
    @Problems({"saved-search-unknown", "saved-searches-too-many"})
    public Uni<RestResponse<SavedSearchAnswer>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key,
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
        SearchContent content = request.content(trail);
        // The key of one person is not that of another: they may not see the same.
        EventMetadata metadata =
                commands.of(caller, "createSavedSearch/" + caller.actor(), key, request);
        UUID id = metadata.commandId();
        return view.kept(caller.tenant(), requester)
                .flatMap(
                        kept ->
                                streams.handle(
                                        id,
                                        new CreateSavedSearch(
                                                id, requester, content, kept, metadata.at()),
                                        metadata))
                .map(decision -> created(decision, decision.state().shownTo(requester)));
    }

    private static RestResponse<SavedSearchAnswer> created(
            CommandOutcome<?, ?> decision, Saved saved) {
        return Answers.created(decision, SavedSearchAnswer.of(saved))
                .header("Location", "/v1/saved-searches/" + saved.id())
                .header("ETag", EntityTags.of(saved.revision()))
                .build();
    }

    /** A page of the saved searches. */
    @GET
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "listSavedSearches",
            summary = "Saved searches, newest first",
            description =
                    "The caller's own, and those shared within the caller's organisation. The list"
                            + " reflects recorded changes within moments.")
    @APIResponse(
            responseCode = "200",
            description = "Newest first; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = SavedSearches.class)))
    public Uni<RestResponse<Page<SavedSearchAnswer>>> list(
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        Slice slice =
                new Slice(Cursor.of(cursors.decode(caller.tenant(), LIST, cursor)), wanted + 1);
        return view.list(caller.tenant(), SavedSearchStream.requester(caller), slice)
                .flatMap(rows -> answers(caller, rows))
                .map(
                        answers ->
                                Page.of(
                                                answers,
                                                wanted,
                                                answer -> answer,
                                                last ->
                                                        cursors.encode(
                                                                caller.tenant(),
                                                                LIST,
                                                                Cursor.keys(
                                                                        last.createdAt(),
                                                                        last.id())))
                                        .answer(uri.getRequestUri()));
    }

    /** One after the other: most ask for nobody, and for the others a key is looked up. */
    private Uni<List<SavedSearchAnswer>> answers(Caller caller, List<SavedSearchView.Row> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(
                        row ->
                                events.filters(caller.tenant(), row)
                                        .map(filters -> SavedSearchAnswer.of(row, filters)))
                .collect()
                .asList();
    }
}
