// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.PurposeAnswer.Change;
import io.temoin.consent.purpose.PurposeRequests.Declaration;
import io.temoin.consent.purpose.domain.PurposeCatalogue;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeCommand.DeclarePurpose;
import io.temoin.consent.purpose.domain.PurposeProblem;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
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

/** What a controller processes for, and on what grounds. */
@Path("/v1/purposes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Purposes")
public class PurposeResource {

    private static final String OPERATION = "purposes";

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "PurposePage", requiredProperties = "items")
    record Listing(List<PurposeAnswer> items, @Nullable String next) {}

    private final Callers callers;
    private final Commands commands;
    private final PurposeTemplates templates;
    private final PurposeStream purposes;
    private final PurposeChanges changes;
    private final AgreementVisibility visibility;

    PurposeResource(
            Callers callers,
            Commands commands,
            PurposeTemplates templates,
            PurposeStream purposes,
            PurposeChanges changes,
            AgreementVisibility visibility) {
        this.callers = callers;
        this.commands = commands;
        this.templates = templates;
        this.purposes = purposes;
        this.changes = changes;
        this.visibility = visibility;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "declarePurpose",
            summary = "Declare a purpose of the catalogue",
            description =
                    "Requires a legal basis permitted for the purpose, and a retention period that"
                            + " respects the catalogue's limit (a maximum, a minimum or an exact"
                            + " period) unless a legal text is named. No data may be processed for"
                            + " the purpose until it is activated.")
    @APIResponse(
            responseCode = "201",
            description = "Declared",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = Change.class)))
    @Problems({
        "purpose-not-in-catalogue",
        "purpose-terms-invalid",
        "purpose-of-another",
        "purpose-declared-already"
    })
    public Uni<RestResponse<Change>> declare(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(schema = @Schema(implementation = Declaration.class)))
                    @Nullable Declaration body) {
        Caller caller = callers.current();
        Declaration request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        PurposeCatalogue catalogue = templates.latest();
        PurposeTemplate template =
                templates.find(PurposeRequests.code("/purpose", request.purpose()));
        return changes.record(
                template.code(),
                new DeclarePurpose(
                        Organisations.of(caller, PurposeProblem.PURPOSE_OF_ANOTHER),
                        RequestFields.party("/controller", request.controller()),
                        template,
                        catalogue.version(),
                        PurposeRequests.terms(request.terms()),
                        metadata.at()),
                metadata);
    }

    @GET
    @RolesAllowed({"dpo", "admin", "supervisor", "quality-analyst"})
    @Operation(
            operationId = "listPurposes",
            summary = "Purposes a controller has declared",
            description =
                    "In catalogue order, in their current state, on one page since the catalogue is"
                            + " short. Empty for a controller that the caller does not work for.")
    @APIResponse(
            responseCode = "200",
            description = "The purposes",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Uni<Page<PurposeAnswer>> list(
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("controller", controller);
        return visibility
                .worksFor(caller, party)
                .flatMap(
                        works ->
                                works
                                        ? all(caller, party)
                                        : Uni.createFrom().item(new Page<>(List.of(), null)));
    }

    private Uni<Page<PurposeAnswer>> all(Caller caller, PartyId party) {
        return Multi.createFrom()
                .iterable(templates.latest().purposes())
                .onItem()
                .transformToUniAndConcatenate(
                        template -> purposes.state(caller.tenant(), party, template.code()))
                .onItem()
                .transformToMultiAndConcatenate(
                        state ->
                                Multi.createFrom()
                                        .items(PurposeAnswer.stream(party.value(), state)))
                .collect()
                .asList()
                .map(items -> new Page<>(items, null));
    }

    @GET
    @Path("/{code}")
    @RolesAllowed({"dpo", "admin", "supervisor", "quality-analyst"})
    @Operation(
            operationId = "getPurpose",
            summary = "One purpose with its history",
            description = "Every revision with its hash, chained to the previous one.")
    @APIResponse(
            responseCode = "200",
            description = "The purpose",
            content = @Content(schema = @Schema(implementation = PurposeAnswer.class)))
    @Problems("purpose-unknown")
    public Uni<PurposeAnswer> read(
            @PathParam("code") String code,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("controller", controller);
        PurposeCode purpose = PurposeRequests.code("code", code);
        return visibility
                .worksFor(caller, party)
                .flatMap(
                        works ->
                                works
                                        ? purposes.history(caller.tenant(), party, purpose)
                                        : Uni.createFrom().failure(unknown()))
                .map(history -> PurposeAnswer.of(party.value(), history))
                .onItem()
                .ifNull()
                .failWith(PurposeResource::unknown);
    }

    private static Rejected unknown() {
        return new Rejected(
                PurposeProblem.PURPOSE_UNKNOWN, "The controller has not declared this purpose.");
    }
}
