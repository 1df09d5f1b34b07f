// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.AgreementChanges.ChangeRequest;
import io.temoin.consent.agreement.AgreementFields.SubProcessorDecision;
import io.temoin.consent.agreement.AgreementFields.SubProcessorDecision.Outcome;
import io.temoin.consent.agreement.domain.AgreementCommand.Activate;
import io.temoin.consent.agreement.domain.AgreementCommand.Amend;
import io.temoin.consent.agreement.domain.AgreementCommand.DecideOnEngagement;
import io.temoin.consent.agreement.domain.AgreementCommand.End;
import io.temoin.consent.agreement.domain.AgreementCommand.Suspend;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.RequestFields;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What becomes of an agreement: in force, instructed otherwise, resting, ended. */
@Path("/v1/processing-agreements/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Processing agreements",
        description = "What a processor may do for a controller (GDPR art. 28)")
public class AgreementChangeResource {

    /** What was signed. */
    @Schema(name = "Activation")
    public record Activation(AgreementFields.@Nullable Signed document) {}

    /** Other instructions. */
    @Schema(name = "Amendment")
    public record Amendment(
            @Schema(required = true) AgreementFields.@Nullable InstructionFields instructions,
            AgreementFields.@Nullable Signed document) {}

    /** When it ends. */
    @Schema(name = "Ending")
    public record Ending(
            @Schema(format = "date-time", description = "Exclusive; ends immediately if absent.")
                    @Nullable String endsAt) {}

    private final AgreementChanges changes;
    private final PartyStream parties;

    AgreementChangeResource(AgreementChanges changes, PartyStream parties) {
        this.changes = changes;
        this.parties = parties;
    }

    @POST
    @Path("/activations")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "activateAgreement",
            summary = "Put an agreement into force",
            description =
                    "Send the signed document. After a suspension it may be left out: the document"
                            + " signed earlier still applies.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement in its current state",
            content = @Content(schema = @Schema(implementation = AgreementFields.Answer.class)))
    @Problems({"agreement-invalid", "not-the-controller", "agreement-unknown", "agreement-ended"})
    public Uni<RestResponse<AgreementFields.Answer>> activate(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Activation body) {
        Activation request = RequestFields.present("", body);
        ChangeRequest asked = changes.asked(id, controller, processor, "activations", key, request);
        return changes.make(
                asked,
                new Activate(
                        id,
                        asked.by(),
                        asked.controller(),
                        AgreementFields.document(request.document()),
                        asked.now()));
    }

    @POST
    @Path("/amendments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "amendInstructions",
            summary = "Amend a processor's instructions",
            description =
                    "Replaces the instructions as a whole with a new version. Decisions follow it"
                            + " within a second.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement in its current state",
            content = @Content(schema = @Schema(implementation = AgreementFields.Answer.class)))
    @Problems({"agreement-invalid", "not-the-controller", "agreement-unknown", "agreement-ended"})
    public Uni<RestResponse<AgreementFields.Answer>> amend(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Amendment body) {
        Amendment request = RequestFields.present("", body);
        ChangeRequest asked = changes.asked(id, controller, processor, "amendments", key, request);
        return changes.make(
                asked,
                new Amend(
                        id,
                        asked.by(),
                        asked.controller(),
                        AgreementFields.instructions(request.instructions()),
                        AgreementFields.document(request.document()),
                        asked.now()));
    }

    @POST
    @Path("/suspensions")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "suspendAgreement",
            summary = "Suspend an agreement",
            description = "Nothing may be done under it until it is put into force again.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement in its current state",
            content = @Content(schema = @Schema(implementation = AgreementFields.Answer.class)))
    @Problems({
        "agreement-invalid",
        "not-the-controller",
        "agreement-unknown",
        "agreement-ended",
        "agreement-not-in-force"
    })
    public Uni<RestResponse<AgreementFields.Answer>> suspend(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        ChangeRequest asked = changes.asked(id, controller, processor, "suspensions", key, id);
        return changes.make(asked, new Suspend(id, asked.by(), asked.controller(), asked.now()));
    }

    @POST
    @Path("/endings")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "endAgreement",
            summary = "End an agreement",
            description =
                    "Ends it immediately or at the time given. It cannot be put into force again.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement in its current state",
            content = @Content(schema = @Schema(implementation = AgreementFields.Answer.class)))
    @Problems({"agreement-invalid", "not-the-controller", "agreement-unknown", "agreement-ended"})
    public Uni<RestResponse<AgreementFields.Answer>> end(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Ending body) {
        Ending request = RequestFields.present("", body);
        ChangeRequest asked = changes.asked(id, controller, processor, "endings", key, request);
        return changes.make(
                asked,
                new End(
                        id,
                        asked.by(),
                        asked.controller(),
                        request.endsAt() == null
                                ? null
                                : RequestFields.term("/endsAt", request.endsAt(), asked.now()),
                        asked.now()));
    }

    @POST
    @Path("/sub-processors")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "judgeEngagement",
            summary = "Authorise a sub-processor, or object to one",
            description =
                    "An authorised sub-processor can be objected to later: decisions then no longer"
                            + " rely on it.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement in its current state",
            content = @Content(schema = @Schema(implementation = AgreementFields.Answer.class)))
    @Problems({"agreement-invalid", "not-the-controller", "agreement-unknown", "agreement-ended"})
    public Uni<RestResponse<AgreementFields.Answer>> decideOnEngagement(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable SubProcessorDecision body) {
        SubProcessorDecision request = RequestFields.present("", body);
        ChangeRequest asked =
                changes.asked(id, controller, processor, "sub-processors", key, request);
        PartyId party = RequestFields.party("/party", request.party());
        Outcome decided = RequestFields.oneOf("/judgement", request.judgement(), Outcome.class);
        return parties.replay(asked.metadata().tenant(), party)
                .flatMap(
                        known ->
                                changes.make(
                                        asked,
                                        new DecideOnEngagement(
                                                id,
                                                asked.by(),
                                                asked.controller(),
                                                party,
                                                known.state(),
                                                decided == Outcome.AUTHORISED,
                                                asked.now())));
    }
}
