// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.AgreementView.ListedAgreement;
import io.temoin.consent.agreement.domain.AgreementCommand.Draft;
import io.temoin.consent.agreement.domain.AgreementDecider;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementDrafted;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.agreement.domain.ProcessingAgreements;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
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

/**
 * Agreements of controllers with their processors (GDPR art. 28(3)): set out, listed, read. Only
 * the two parties of an agreement see it.
 */
@Path("/v1/processing-agreements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Processing agreements")
public class AgreementResource {

    private static final String OPERATION = "processing-agreements";

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "ProcessingAgreementPage", requiredProperties = "items")
    public record Listing(List<ListedAgreement> items, @Nullable String next) {}

    private final Callers callers;
    private final Commands commands;
    private final AgreementStream agreements;
    private final AgreementRecords records;
    private final AgreementView view;
    private final Mandates mandates;
    private final Clock clock;

    AgreementResource(
            Callers callers,
            Commands commands,
            AgreementStream agreements,
            AgreementRecords records,
            AgreementView view,
            Mandates mandates,
            Clock clock) {
        this.callers = callers;
        this.commands = commands;
        this.agreements = agreements;
        this.records = records;
        this.view = view;
        this.mandates = mandates;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "draftAgreement",
            summary = "Draft an agreement with a processor",
            description =
                    "Only the controller can draft one. Nothing may be done under it until it is"
                            + " put into force with the signed document.")
    @APIResponse(
            responseCode = "201",
            description = "Drafted",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = AgreementFields.Answer.class)))
    @Problems({"agreement-invalid", "not-the-controller"})
    public Uni<RestResponse<AgreementFields.Answer>> draft(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) AgreementFields.@Nullable Drafted body) {
        Caller caller = callers.current();
        AgreementFields.Drafted request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        Draft draft = draft(request, caller, metadata);
        return records.completing(caller.tenant(), draft)
                .flatMap(complete -> agreements.handle(complete.processor(), complete, metadata))
                .invoke(_ -> mandates.forget(caller.tenant(), draft.controller()))
                .map(
                        decision -> {
                            // A repeated command made its agreement when it was first sent.
                            AgreementDrafted drafted = (AgreementDrafted) decision.only().event();
                            return Answers.created(
                                            decision, answer(decision.state(), drafted.agreement()))
                                    .header("Location", location(drafted))
                                    .build();
                        });
    }

    @GET
    @RolesAllowed({"dpo", "admin", "supervisor"})
    @Operation(
            operationId = "listAgreements",
            summary = "Agreements to which the caller's organisation is a party, by id",
            description =
                    "With the claim tenant_wide: every agreement of the tenant. The list reflects"
                            + " recorded changes within moments.")
    @APIResponse(
            responseCode = "200",
            description = "A page of agreements",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Uni<RestResponse<Page<ListedAgreement>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return view.list(callers.current(), cursor, limit)
                .map(page -> page.answer(uri.getRequestUri()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "admin", "supervisor"})
    @Operation(
            operationId = "getAgreement",
            summary = "One agreement in its current state",
            description = "Visible to both parties, and to callers with the claim tenant_wide.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement",
            content = @Content(schema = @Schema(implementation = AgreementFields.Answer.class)))
    @Problems("agreement-unknown")
    public Uni<AgreementFields.Answer> read(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor) {
        Caller caller = callers.current();
        PartyId instructing = RequestFields.party("controller", controller);
        PartyId instructed = RequestFields.party("processor", processor);
        if (!AgreementVisibility.isPartOf(caller, instructing, instructed)) {
            throw AgreementDecider.unknown();
        }
        return agreements
                .replay(caller.tenant(), instructing, instructed)
                .map(replayed -> answer(replayed.state(), id));
    }

    private static Draft draft(
            AgreementFields.Drafted request, Caller caller, EventMetadata metadata) {
        return new Draft(
                TimeOrderedId.of(metadata),
                Organisations.of(caller, AgreementProblem.NOT_THE_CONTROLLER),
                RequestFields.party("/controller", request.controller()),
                RequestFields.party("/processor", request.processor()),
                AgreementFields.terms(request, metadata.at()),
                AgreementFields.instructions(request.instructions()),
                AgreementFields.subProcessors(request),
                AgreementRecords.NOT_LOOKED_UP,
                metadata.at());
    }

    private AgreementFields.Answer answer(ProcessingAgreements state, UUID id) {
        ProcessingAgreement agreement = state.find(id);
        if (agreement == null) {
            throw AgreementDecider.unknown();
        }
        return AgreementFields.Answer.of(agreement, clock.instant());
    }

    /** The two parties must be named, since their stream holds the agreement. */
    private static URI location(AgreementDrafted draft) {
        return URI.create(
                "/v1/processing-agreements/%s?controller=%s&processor=%s"
                        .formatted(draft.agreement(), draft.controller(), draft.processor()));
    }
}
