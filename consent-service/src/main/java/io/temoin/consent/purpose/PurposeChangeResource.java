// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.purpose.PurposeAnswer.Change;
import io.temoin.consent.purpose.PurposeRequests.Activation;
import io.temoin.consent.purpose.PurposeRequests.Retirement;
import io.temoin.consent.purpose.PurposeRequests.Revision;
import io.temoin.consent.purpose.domain.PurposeCatalogue;
import io.temoin.consent.purpose.domain.PurposeCommand.ActivatePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.RetirePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.RevisePurpose;
import io.temoin.consent.purpose.domain.PurposeProblem;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What becomes of a declared purpose. */
@Path("/v1/purposes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Purposes", description = "Purposes for which a controller processes data")
public class PurposeChangeResource {

    private static final String OPERATION = "purposes";

    private final Callers callers;
    private final Commands commands;
    private final PurposeTemplates templates;
    private final PurposeChanges changes;

    PurposeChangeResource(
            Callers callers,
            Commands commands,
            PurposeTemplates templates,
            PurposeChanges changes) {
        this.callers = callers;
        this.commands = commands;
        this.templates = templates;
        this.changes = changes;
    }

    @POST
    @Path("/{code}/activations")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "activatePurpose",
            summary = "Activate a purpose",
            description =
                    "Requires what the law requires: a balancing test for a legitimate interest, a"
                            + " notice for consent, and an impact assessment and the exception for"
                            + " special categories where the catalogue says so.")
    @APIResponse(
            responseCode = "201",
            description = "Active",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = Change.class)))
    @Problems({
        "purpose-not-in-catalogue",
        "purpose-grounds-missing",
        "purpose-of-another",
        "purpose-unknown",
        "purpose-state-conflict"
    })
    public Uni<RestResponse<Change>> activate(
            @PathParam("code") String code,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Activation.class)))
                    @Nullable Activation body) {
        Caller caller = callers.current();
        Activation request = RequestFields.present("", body);
        PurposeTemplate template = templates.find(PurposeRequests.code("code", code));
        EventMetadata metadata = commands.of(caller, operation(code, "activations"), key, request);
        return changes.record(
                template.code(),
                new ActivatePurpose(
                        Organisations.of(caller, PurposeProblem.PURPOSE_OF_ANOTHER),
                        RequestFields.party("/controller", request.controller()),
                        template,
                        PurposeRequests.grounds(request),
                        metadata.at()),
                metadata);
    }

    @POST
    @Path("/{code}/revisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "revisePurpose",
            summary = "Revise the terms of a purpose",
            description =
                    "Creates a revision, which contains the hash of the previous one. Data already"
                            + " processed remains subject to the terms under which it was"
                            + " processed. The legal basis of an active purpose cannot change.")
    @APIResponse(
            responseCode = "201",
            description = "Revised",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = Change.class)))
    @Problems({
        "purpose-not-in-catalogue",
        "purpose-terms-invalid",
        "purpose-of-another",
        "purpose-unknown",
        "purpose-state-conflict",
        "purpose-revised-meanwhile"
    })
    public Uni<RestResponse<Change>> revise(
            @PathParam("code") String code,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Revision.class)))
                    @Nullable Revision body) {
        Caller caller = callers.current();
        Revision request = RequestFields.present("", body);
        PurposeCatalogue catalogue = templates.latest();
        PurposeTemplate template = templates.find(PurposeRequests.code("code", code));
        EventMetadata metadata = commands.of(caller, operation(code, "revisions"), key, request);
        return changes.record(
                template.code(),
                new RevisePurpose(
                        Organisations.of(caller, PurposeProblem.PURPOSE_OF_ANOTHER),
                        RequestFields.party("/controller", request.controller()),
                        template,
                        catalogue.version(),
                        RequestFields.present("/replaces", request.replaces()),
                        PurposeRequests.terms(request.terms()),
                        metadata.at()),
                metadata);
    }

    @POST
    @Path("/{code}/retirements")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "retirePurpose",
            summary = "Retire a purpose",
            description =
                    "Data kept for it stays until its retention period ends; the purpose can be"
                            + " declared again.")
    @APIResponse(
            responseCode = "201",
            description = "Retired",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = Change.class)))
    @Problems({
        "purpose-not-in-catalogue",
        "purpose-of-another",
        "purpose-unknown",
        "purpose-state-conflict"
    })
    public Uni<RestResponse<Change>> retire(
            @PathParam("code") String code,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Retirement.class)))
                    @Nullable Retirement body) {
        Caller caller = callers.current();
        Retirement request = RequestFields.present("", body);
        PurposeTemplate template = templates.find(PurposeRequests.code("code", code));
        EventMetadata metadata = commands.of(caller, operation(code, "retirements"), key, request);
        return changes.record(
                template.code(),
                new RetirePurpose(
                        Organisations.of(caller, PurposeProblem.PURPOSE_OF_ANOTHER),
                        RequestFields.party("/controller", request.controller()),
                        RequestFields.optionalCode("/reason", request.reason()),
                        metadata.at()),
                metadata);
    }

    private static String operation(String code, String change) {
        return OPERATION + "/" + code + "/" + change;
    }
}
