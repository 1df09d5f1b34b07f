// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.consent.agreement.domain.AgreementCommand;
import io.temoin.consent.agreement.domain.AgreementCommand.Activate;
import io.temoin.consent.agreement.domain.AgreementCommand.Amend;
import io.temoin.consent.agreement.domain.AgreementCommand.End;
import io.temoin.consent.agreement.domain.AgreementCommand.JudgeEngagement;
import io.temoin.consent.agreement.domain.AgreementCommand.Suspend;
import io.temoin.consent.agreement.domain.AgreementDecider;
import io.temoin.consent.agreement.domain.AgreementEvent;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.agreement.domain.ProcessingAgreements;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.Decision;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
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
            @Schema(required = true) AgreementFields.@Nullable Instructed instructions,
            AgreementFields.@Nullable Signed document) {}

    /** When it ends. */
    @Schema(name = "Ending")
    public record Ending(
            @Schema(format = "date-time", description = "Exclusive; absent for at once.")
                    @Nullable String endsAt) {}

    /** Who asks, when, for which agreement. */
    private record Asked(
            UUID id, PartyId by, PartyId controller, PartyId processor, EventMetadata metadata) {

        Instant now() {
            return metadata.at();
        }
    }

    private final Callers callers;
    private final Commands commands;
    private final AgreementStream agreements;
    private final PartyStream parties;
    private final Mandates mandates;

    AgreementChangeResource(
            Callers callers,
            Commands commands,
            AgreementStream agreements,
            PartyStream parties,
            Mandates mandates) {
        this.callers = callers;
        this.commands = commands;
        this.agreements = agreements;
        this.parties = parties;
        this.mandates = mandates;
    }

    @POST
    @Path("/activations")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "activateAgreement",
            summary = "Put an agreement into force",
            description =
                    "With what was signed; after a suspension, what was signed before still holds.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement as of now",
            content =
                    @Content(
                            schema = @Schema(implementation = AgreementFields.Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "agreement",
                                            value = AgreementExamples.AGREEMENT)))
    @APIResponse(
            responseCode = "400",
            description = "request-invalid, agreement-invalid, idempotency-key-missing")
    @APIResponse(
            responseCode = "403",
            description = "The role or the organisation may not do this: not-the-controller")
    @APIResponse(responseCode = "404", description = "agreement-unknown")
    @APIResponse(responseCode = "409", description = "agreement-ended")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<AgreementFields.Answer>> activate(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "activations",
                                                            value = AgreementExamples.ACTIVATION)))
                    @Nullable Activation body) {
        Activation request = RequestFields.present("", body);
        Asked asked = asked(id, controller, processor, "activations", key, request);
        return change(
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
            summary = "Instruct a processor otherwise",
            description =
                    "The next version of the instructions, as a whole. Decisions rest on it within a second.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement as of now",
            content =
                    @Content(
                            schema = @Schema(implementation = AgreementFields.Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "agreement",
                                            value = AgreementExamples.AGREEMENT)))
    @APIResponse(
            responseCode = "400",
            description = "request-invalid, agreement-invalid, idempotency-key-missing")
    @APIResponse(
            responseCode = "403",
            description = "The role or the organisation may not do this: not-the-controller")
    @APIResponse(responseCode = "404", description = "agreement-unknown")
    @APIResponse(responseCode = "409", description = "agreement-ended")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<AgreementFields.Answer>> amend(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "amendments",
                                                            value = AgreementExamples.AMENDMENT)))
                    @Nullable Amendment body) {
        Amendment request = RequestFields.present("", body);
        Asked asked = asked(id, controller, processor, "amendments", key, request);
        return change(
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
            summary = "Let an agreement rest",
            description = "Until it is put into force again, nothing may be done on it.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement as of now",
            content =
                    @Content(
                            schema = @Schema(implementation = AgreementFields.Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "agreement",
                                            value = AgreementExamples.AGREEMENT)))
    @APIResponse(
            responseCode = "400",
            description = "request-invalid, agreement-invalid, idempotency-key-missing")
    @APIResponse(
            responseCode = "403",
            description = "The role or the organisation may not do this: not-the-controller")
    @APIResponse(responseCode = "404", description = "agreement-unknown")
    @APIResponse(responseCode = "409", description = "agreement-ended, agreement-not-in-force")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<AgreementFields.Answer>> suspend(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        Asked asked = asked(id, controller, processor, "suspensions", key, id);
        return change(asked, new Suspend(id, asked.by(), asked.controller(), asked.now()));
    }

    @POST
    @Path("/endings")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "endAgreement",
            summary = "End an agreement",
            description =
                    "At once, or at a time that was given notice of. It cannot be put into force again.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement as of now",
            content =
                    @Content(
                            schema = @Schema(implementation = AgreementFields.Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "agreement",
                                            value = AgreementExamples.AGREEMENT)))
    @APIResponse(
            responseCode = "400",
            description = "request-invalid, agreement-invalid, idempotency-key-missing")
    @APIResponse(
            responseCode = "403",
            description = "The role or the organisation may not do this: not-the-controller")
    @APIResponse(responseCode = "404", description = "agreement-unknown")
    @APIResponse(responseCode = "409", description = "agreement-ended")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<AgreementFields.Answer>> end(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "endings",
                                                            value = AgreementExamples.ENDING)))
                    @Nullable Ending body) {
        Ending request = RequestFields.present("", body);
        Asked asked = asked(id, controller, processor, "endings", key, request);
        return change(
                asked,
                new End(
                        id,
                        asked.by(),
                        asked.controller(),
                        request.endsAt() == null
                                ? null
                                : RequestFields.instant("/endsAt", request.endsAt()),
                        asked.now()));
    }

    @POST
    @Path("/sub-processors")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "judgeEngagement",
            summary = "Authorise that a processor engages another one, or object",
            description =
                    "What was authorised can be objected to later: then no decision rests on it any more.")
    @APIResponse(
            responseCode = "200",
            description = "The agreement as of now",
            content =
                    @Content(
                            schema = @Schema(implementation = AgreementFields.Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "agreement",
                                            value = AgreementExamples.AGREEMENT)))
    @APIResponse(
            responseCode = "400",
            description = "request-invalid, agreement-invalid, idempotency-key-missing")
    @APIResponse(
            responseCode = "403",
            description = "The role or the organisation may not do this: not-the-controller")
    @APIResponse(responseCode = "404", description = "agreement-unknown")
    @APIResponse(responseCode = "409", description = "agreement-ended")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<AgreementFields.Answer>> judge(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "sub-processors",
                                                            value = AgreementExamples.ENGAGEMENT)))
                    AgreementFields.@Nullable Engagement body) {
        AgreementFields.Engagement request = RequestFields.present("", body);
        Asked asked = asked(id, controller, processor, "sub-processors", key, request);
        PartyId party = RequestFields.party("/party", request.party());
        AgreementFields.Judgement judgement =
                RequestFields.oneOf(
                        "/judgement", request.judgement(), AgreementFields.Judgement.class);
        return parties.replay(asked.metadata().tenant(), party)
                .flatMap(
                        known ->
                                change(
                                        asked,
                                        new JudgeEngagement(
                                                id,
                                                asked.by(),
                                                asked.controller(),
                                                party,
                                                known.state(),
                                                judgement == AgreementFields.Judgement.AUTHORISED,
                                                asked.now())));
    }

    private Asked asked(
            UUID id,
            @Nullable String controller,
            @Nullable String processor,
            String change,
            @Nullable String key,
            Object request) {
        Caller caller = callers.current();
        PartyId instructing = RequestFields.party("controller", controller);
        PartyId instructed = RequestFields.party("processor", processor);
        if (!AgreementVisibility.isPartOf(caller, instructing, instructed)) {
            throw AgreementDecider.unknown();
        }
        PartyId own = Organisations.of(caller, AgreementProblem.NOT_THE_CONTROLLER);
        return new Asked(
                id,
                own,
                instructing,
                instructed,
                commands.of(caller, "processing-agreements/" + id + "/" + change, key, request));
    }

    private Uni<RestResponse<AgreementFields.Answer>> change(
            Asked asked, AgreementCommand command) {
        return agreements
                .handle(asked.processor(), command, asked.metadata())
                .invoke(_ -> mandates.forget(asked.metadata().tenant(), asked.controller()))
                .map(decision -> answer(asked, decision));
    }

    private static RestResponse<AgreementFields.Answer> answer(
            Asked asked, Decision<ProcessingAgreements, AgreementEvent> decision) {
        ProcessingAgreement agreement = decision.state().find(asked.id());
        if (agreement == null) {
            throw AgreementDecider.unknown();
        }
        return Answers.withHeaders(
                        ResponseBuilder.ok(AgreementFields.Answer.of(agreement, asked.now())),
                        decision)
                .build();
    }
}
