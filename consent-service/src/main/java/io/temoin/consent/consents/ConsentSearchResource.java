// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.consents.ConsentResource.Listing;
import io.temoin.consent.consents.ConsentView.Filter;
import io.temoin.consent.consents.ConsentView.ListedConsent;
import io.temoin.consent.consents.ConsentView.State;
import io.temoin.consent.requests.RequestFields;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The consents of a person who is known by their phone number. It comes in the body, since URLs end
 * up in logs, histories and referrers; the answer has the pseudonym that every other operation
 * takes.
 */
@Path("/v1/consents/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consents")
@RevocationChecked
public class ConsentSearchResource {

    private static final int LARGEST_PAGE = 200;

    /** Whose consents, and which part of the list. */
    @Schema(name = "ConsentSearch")
    public record Request(
            @Schema(
                            required = true,
                            description =
                                    "The person's phone number; read as French unless it has a"
                                            + " country code.")
                    @Nullable String number,
            @Schema(description = "Only consents given to this controller.")
                    @Nullable String controller,
            @Schema(implementation = State.class) @Nullable String state,
            @Schema(description = "`next` of the previous page.") @Nullable String cursor,
            @Schema(description = "1 to 200; 50 by default.") @Nullable Integer limit) {}

    private final Callers callers;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final ConsentPages pages;

    ConsentSearchResource(
            Callers callers, PhoneNumbers numbers, Pseudonyms pseudonyms, ConsentPages pages) {
        this.callers = callers;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.pages = pages;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "supervisor", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "searchConsents",
            summary = "Consents of a phone number, most recently collected first",
            description =
                    "Like listConsents, for a person known by number rather than by pseudonym. A"
                            + " safe operation: it changes nothing and needs no Idempotency-Key."
                            + " The search is recorded, by pseudonym, before it is answered.")
    @APIResponse(
            responseCode = "200",
            description = "A page of consents; empty when none is known to the caller",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    @Problems("cursor-invalid")
    public Uni<RestResponse<Page<ListedConsent>>> search(
            @RequestBody(required = true) @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        return pages.shown(
                        caller, filter(request, caller), request.cursor(), limit(request.limit()))
                .map(
                        page ->
                                RestResponse.ResponseBuilder.ok(page)
                                        .header("Cache-Control", "private, no-store")
                                        .build());
    }

    private static @Nullable Integer limit(@Nullable Integer asked) {
        if (asked != null && (asked < 1 || asked > LARGEST_PAGE)) {
            throw RequestFields.refused(
                    "/limit", "value-unknown", "limit must be between 1 and " + LARGEST_PAGE + ".");
        }
        return asked;
    }

    private Filter filter(Request request, Caller caller) {
        return new Filter(
                RequestFields.optionalParty("/controller", request.controller()),
                pseudonyms.of(caller.tenant(), numbers.parse("/number", request.number()).number()),
                true,
                request.state() == null
                        ? null
                        : RequestFields.oneOf("/state", request.state(), State.class));
    }
}
