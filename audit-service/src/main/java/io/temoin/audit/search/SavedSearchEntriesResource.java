// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.trail.Entry;
import io.temoin.audit.trail.TrailPages;
import io.temoin.audit.trail.TrailPages.PageEnd;
import io.temoin.audit.trail.TrailPages.SavedFilters;
import io.temoin.audit.trail.TrailStore;
import io.temoin.chassis.reading.ReadFrom;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs a saved search: the same pages as {@code GET /v1/entries} with its filters, as far as the
 * runner sees, and on record as the runner's search.
 */
@Path("/v1/saved-searches/{id}/entries")
@ReadFrom(TrailStore.class)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Saved searches")
public class SavedSearchEntriesResource {

    private final SavedSearchStream streams;
    private final TrailPages pages;
    private final Callers callers;
    private final Cursors cursors;
    private final Clock clock;

    SavedSearchEntriesResource(
            SavedSearchStream streams,
            TrailPages pages,
            Callers callers,
            Cursors cursors,
            Clock clock) {
        this.streams = streams;
        this.pages = pages;
        this.callers = callers;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A page of what it finds. */
    @GET
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "runSavedSearch",
            summary = "Run a saved search, oldest entries first",
            description =
                    "Returns what listEntries would return for the saved filters, limited to what"
                            + " the caller may see, regardless of who saved the search. A window ends"
                            + " when the first page is requested; later pages use the same window. Each"
                            + " page shown is itself recorded as an entry of the caller.")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Entries")))
    @Problems("saved-search-unknown")
    public Uni<RestResponse<Page<Entry>>> run(
            @PathParam("id") UUID id,
            @QueryParam("cursor")
                    @Parameter(
                            description =
                                    "From the previous page; valid until the search is changed.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return streams.find(caller.tenant(), id)
                .map(search -> search.shownTo(SavedSearchStream.requester(caller)))
                .flatMap(saved -> page(caller, saved, cursor, wanted, now))
                .map(page -> page.answer(uri.getRequestUri()));
    }

    private Uni<Page<Entry>> page(
            Caller caller, Saved saved, @Nullable String cursor, int wanted, Instant now) {
        List<String> keys = cursors.decode(caller.tenant(), list(saved), cursor);
        SavedSearchRun run =
                keys.isEmpty()
                        ? SavedSearchRun.begun(saved, now)
                        : SavedSearchRun.resumed(saved, keys);
        return pages.find(
                caller,
                new SavedFilters(saved.id(), run.filters()),
                run.before(),
                wanted,
                end -> cursor(caller, saved, run, end));
    }

    private String cursor(Caller caller, Saved saved, SavedSearchRun run, PageEnd end) {
        return cursors.encode(caller.tenant(), list(saved), run.keysAfter(end));
    }

    /** A cursor is of one search in one version: after a change it would be of another question. */
    private static String list(Saved saved) {
        return "saved-search/" + saved.id() + "/" + saved.revision();
    }
}
