// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.inspection.domain.PersonalField;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.requests.Locations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
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
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
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

/** Asked before every call: may this person be called, and may the call be recorded? */
@Path("/v1/call-decisions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Call decisions",
        description = "May this person be called, and may the call be recorded?")
public class CallDecisionResource {

    private static final String OPERATION = "call-decisions";

    private final Callers callers;
    private final Commands commands;
    private final CallQuestions questions;
    private final CallDecisions decisions;
    private final Announcements announcements;
    private final ReceiptSigner signer;
    private final InspectionStream inspections;

    CallDecisionResource(
            Callers callers,
            Commands commands,
            CallQuestions questions,
            CallDecisions decisions,
            Announcements announcements,
            ReceiptSigner signer,
            InspectionStream inspections) {
        this.callers = callers;
        this.commands = commands;
        this.questions = questions;
        this.decisions = decisions;
        this.announcements = announcements;
        this.signer = signer;
        this.inspections = inspections;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dialer")
    @Operation(
            operationId = "decideCall",
            summary = "May this person be called now?",
            description =
                    "A refusal is an answer like any other: 201 with the verdict DENY and its"
                            + " reasons. REVIEW does not allow the call: somebody at the controller"
                            + " has to review it first. A repeated request returns the recorded"
                            + " decision.")
    @APIResponse(
            responseCode = "201",
            description = "Decided and recorded",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = CallDecisionAnswer.class)))
    public Uni<RestResponse<CallDecisionAnswer>> decide(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Accept-Language") @Nullable String accepted,
            @RequestBody(required = true) @Nullable CallRequest body) {
        Caller caller = callers.current();
        CallRequest request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        return decisions
                .decide(questions.read(request, caller, metadata), metadata)
                .flatMap(
                        decision ->
                                answer(
                                        decision,
                                        metadata.tenant(),
                                        ReaderLanguage.acceptedBy(accepted)));
    }

    private Uni<RestResponse<CallDecisionAnswer>> answer(
            CommandOutcome<ContactPermission, ContactPermissionEvent> decision,
            TenantId tenant,
            Locale language) {
        CallDecided decided = (CallDecided) decision.only().event();
        return withReceipt(decision.only(), tenant, language)
                .map(
                        answer ->
                                inLanguage(Answers.created(decision, answer), language)
                                        .header(
                                                "Location",
                                                Locations.of(
                                                        OPERATION,
                                                        decided.decision(),
                                                        decided.controller(),
                                                        decided.subject()))
                                        .build());
    }

    private Uni<CallDecisionAnswer> shown(
            CallDecided decided, @Nullable String receipt, TenantId tenant, Locale language) {
        return announcements
                .find(tenant, decided)
                .map(
                        found ->
                                CallDecisionAnswer.of(
                                        decided, receipt, found.orElse(null), language));
    }

    private static <T> ResponseBuilder<T> inLanguage(ResponseBuilder<T> answer, Locale language) {
        return answer.header("Content-Language", language.toLanguageTag())
                .header("Vary", "Accept-Language");
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"dialer", "supervisor", "dpo", "admin"})
    @Operation(
            operationId = "getCallDecision",
            summary = "Read a decision",
            description =
                    "The recorded decision, without the receipt, which was returned only to the"
                            + " organisation that requested the decision. With asOf, the decision"
                            + " is evaluated again for its original time, using the rules as they"
                            + " were known at asOf and what was known about the person at the"
                            + " original time. The new result is not recorded.")
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(schema = @Schema(implementation = CallDecisionAnswer.class)))
    @Problems({"decision-unknown", "history-disposed"})
    public Uni<RestResponse<CallDecisionAnswer>> read(
            @HeaderParam("Accept-Language") @Nullable String accepted,
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("subject") @Nullable String subject,
            @Parameter(
                            description =
                                    "RFC 3339: decide again with the rules known at this time.",
                            example = "2026-11-24T09:30:00Z")
                    @QueryParam("asOf")
                    @Nullable String asOf) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("controller", controller);
        SubjectId person = RequestFields.subject("subject", subject);
        Instant knownAt = asOf == null ? null : RequestFields.instant("asOf", asOf);
        Locale language = ReaderLanguage.acceptedBy(accepted);
        return decisions
                .find(caller, party, person, id)
                .map(replay -> knownAt == null ? replay.decided() : replay.asOf(knownAt))
                .flatMap(decided -> shown(decided, null, caller.tenant(), language))
                .call(
                        _ ->
                                inspections.record(
                                        caller,
                                        PersonalDataRead.of(
                                                        PersonalDocument.CALL_DECISION,
                                                        party,
                                                        person,
                                                        EnumSet.of(PersonalField.DECISIONS))
                                                .ofDecision(id)))
                .map(answer -> inLanguage(ResponseBuilder.ok(answer), language).build());
    }

    private Uni<CallDecisionAnswer> withReceipt(
            RecordedEvent<ContactPermissionEvent> recorded, TenantId tenant, Locale language) {
        CallDecided decided = (CallDecided) recorded.event();
        return decided.recording() == null
                ? shown(decided, null, tenant, language)
                : signer.sign(tenant, new CallReceipt(decided, recorded.metadata())::write)
                        .flatMap(receipt -> shown(decided, receipt, tenant, language));
    }
}
