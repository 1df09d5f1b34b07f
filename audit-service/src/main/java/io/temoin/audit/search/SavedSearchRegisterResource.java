// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.SavedSearchView.Cursor;
import io.temoin.audit.search.SavedSearchView.Slice;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The saved searches of the tenant and their owners, for the data protection officer who deletes
 * those of former users. The register does not say what a search asks, so reading it reveals
 * nothing about an investigation; reading a search itself leaves an entry in the trail.
 */
@Path("/v1/saved-searches/register")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Saved searches")
public class SavedSearchRegisterResource {

    private static final String LIST = "saved-search-register";

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "SavedSearchRegistrations", requiredProperties = "items")
    public record SavedSearchRegistrations(
            List<SavedSearchRegistration> items, @Nullable String next) {}

    /** What OpenID Connect Core lets the id of a person be (section 2, sub), without spaces. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,255}");

    private final SavedSearchView view;
    private final Callers callers;
    private final Cursors cursors;

    SavedSearchRegisterResource(SavedSearchView view, Callers callers, Cursors cursors) {
        this.view = view;
        this.callers = callers;
        this.cursors = cursors;
    }

    /** A page of the register. */
    @GET
    @RolesAllowed("dpo")
    @Operation(
            operationId = "listSavedSearchRegistrations",
            summary = "Owners of saved searches, newest search first",
            description =
                    "All saved searches of the caller's organisation or, with the claim"
                            + " tenant_wide, of the tenant. Private ones are included; names,"
                            + " descriptions and filters are not. Use it to find and delete the"
                            + " searches of former users. The list reflects recorded changes within"
                            + " moments.")
    @APIResponse(
            responseCode = "200",
            description = "Newest first; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = SavedSearchRegistrations.class)))
    public Uni<RestResponse<Page<SavedSearchRegistration>>> register(
            @QueryParam("owner")
                    @Parameter(description = "Pseudonymous id of the owner; all owners by default.")
                    @Nullable String owner,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        if (owner != null && !ID.matcher(owner).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at("owner", "owner must be the id of a user.");
        }
        int wanted = Cursors.limit(limit);
        Slice slice =
                new Slice(Cursor.of(cursors.decode(caller.tenant(), LIST, cursor)), wanted + 1);
        return view.register(
                        caller.tenant(),
                        caller.tenantWide() ? null : caller.organisation(),
                        owner,
                        slice)
                .map(
                        rows ->
                                Page.of(
                                                rows,
                                                wanted,
                                                SavedSearchRegistration::of,
                                                last ->
                                                        cursors.encode(
                                                                caller.tenant(),
                                                                LIST,
                                                                Cursor.keys(last)))
                                        .answer(uri.getRequestUri()));
    }
}
