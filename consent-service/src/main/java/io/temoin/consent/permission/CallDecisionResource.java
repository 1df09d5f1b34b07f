// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.permission.CalleePlaces.TZDATA;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.permission.CalleePlaces.DeclaredAddress;
import io.temoin.consent.permission.PhoneNumbers.Callee;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.PartyId;
import io.temoin.consent.permission.domain.RecordingPermission;
import io.temoin.consent.permission.domain.RetentionPreview;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.consent.rules.domain.Warning;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Asked before every call: may this person be called, and may the call be recorded? */
@Path("/v1/call-decisions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Call decisions")
public class CallDecisionResource {

    private static final String OPERATION = "call-decisions";

    /** The call somebody wants to make. */
    @Schema(name = "CallRequest")
    public record Request(
            @Schema(required = true, description = "On whose behalf the call would be made.")
                    @Nullable String controller,
            @Schema(
                            required = true,
                            description = "The person's number; French unless it says otherwise.")
                    @Nullable String number,
            @Schema(required = true, enumeration = "PROSPECTING_CALL") @Nullable String purpose,
            @Schema(description = "A reference of the caller's own.") @Nullable String campaign,
            @Schema(description = "Where the person said they are, when that is known.")
                    @Nullable DeclaredAddress address) {}

    /** The answer. An allowed call has {@code startBy}; one to be recorded also has a receipt. */
    @Schema(
            name = "CallDecision",
            requiredProperties = {"id", "verdict", "reasons", "warnings", "subject", "decidedAt"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            UUID id,
            Verdict verdict,
            List<Reason> reasons,
            List<Warning> warnings,
            @Nullable RuleSet ruleSet,
            @Nullable String tzdataVersion,
            @Nullable Instant nextAllowedAt,
            String subject,
            Instant decidedAt,
            @Nullable Instant startBy,
            @Nullable Recording recording,
            @Nullable String receipt) {}

    /** What may be recorded of the call, and what to play before. */
    @Schema(
            name = "Recording",
            requiredProperties = {"mode", "announcement", "purposes", "retention"})
    public record Recording(
            RecordingMode mode,
            Announcement announcement,
            List<Purpose> purposes,
            List<Retention> retention) {}

    /** The notice to play before anything is recorded. */
    @Schema(
            name = "Announcement",
            requiredProperties = {"id", "text", "language"})
    public record Announcement(String id, String text, String language) {}

    /** How long the recording will be kept for a purpose, at most. */
    @Schema(
            name = "Retention",
            requiredProperties = {"purpose", "keepFor", "from"})
    public record Retention(Purpose purpose, String keepFor, RetentionTrigger from) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final RulePacks rules;
    private final RecordingSample sample;
    private final ContactPermissionStream permissions;
    private final ReceiptSigner signer;
    private final DecisionCounters counters;
    private final boolean honourLocalHolidays;

    CallDecisionResource(
            Callers callers,
            Commands commands,
            PhoneNumbers numbers,
            RulePacks rules,
            RecordingSample sample,
            ContactPermissionStream permissions,
            ReceiptSigner signer,
            DecisionCounters counters,
            ConsentConfig config) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.rules = rules;
        this.sample = sample;
        this.permissions = permissions;
        this.signer = signer;
        this.counters = counters;
        this.honourLocalHolidays = config.rules().honourLocalHolidays();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dialer")
    @Operation(
            operationId = "decideCall",
            summary = "May this person be called now?",
            description =
                    "A refusal is an answer like any other: 201 with the verdict DENY and its"
                            + " reasons. The answer to a repeated request is the recorded one.")
    @APIResponse(
            responseCode = "201",
            description = "Decided and recorded",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples = {
                                @ExampleObject(name = "denied", value = ContactExamples.DENIED),
                                @ExampleObject(
                                        name = "outside hours",
                                        value = ContactExamples.TOO_EARLY),
                                @ExampleObject(name = "allowed", value = ContactExamples.ALLOWED)
                            }))
    @APIResponse(responseCode = "400", description = "request-invalid, idempotency-key-missing")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<Answer>> decide(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "call",
                                                            value = ContactExamples.CALL)))
                    @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        DecideCall command = command(request, caller, metadata);
        return permissions
                .handle(command.controller(), command.subject(), command, metadata)
                .invoke(counters::count)
                .map(
                        decision -> {
                            CallDecided decided = (CallDecided) decision.only().event();
                            return Answers.created(
                                            decision, answer(decided, receipt(decision.only())))
                                    .location(
                                            Answers.location(
                                                    OPERATION,
                                                    decided.decision(),
                                                    decided.controller(),
                                                    decided.subject()))
                                    .build();
                        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"dialer", "supervisor", "dpo", "admin"})
    @Operation(
            operationId = "getCallDecision",
            summary = "Read a decision again",
            description = "As it was answered, without the receipt: that went to who asked.")
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "denied",
                                            value = ContactExamples.DENIED)))
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "decision-unknown")
    public Uni<Answer> read(
            @PathParam("id") UUID id,
            @QueryParam("controller") @Nullable String controller,
            @QueryParam("subject") @Nullable String subject) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("controller", controller);
        SubjectId person = RequestFields.subject("subject", subject);
        return permissions
                .history(caller, party, person)
                .map(
                        history ->
                                history.stream()
                                        .map(RecordedEvent::event)
                                        .filter(CallDecided.class::isInstance)
                                        .map(CallDecided.class::cast)
                                        .filter(decided -> decided.decision().equals(id))
                                        .findFirst()
                                        .map(decided -> answer(decided, null))
                                        .orElseThrow(CallDecisionResource::unknown));
    }

    private DecideCall command(Request request, Caller caller, EventMetadata metadata) {
        PartyId controller = RequestFields.party("/controller", request.controller());
        Callee callee = numbers.parse("/number", request.number());
        CalleePlace place = CalleePlaces.of(callee, request.address());
        UUID decision = TimeOrderedId.of(metadata);
        return new DecideCall(
                decision,
                ContactPermissionStream.partyOf(caller),
                controller,
                permissions.subjectOf(caller.tenant(), callee.number()),
                callPurpose(request.purpose()),
                RequestFields.optionalCode("/campaign", request.campaign()),
                new CallCircumstances(
                        place, honourLocalHolidays, sample.draw(controller, decision), TZDATA),
                rules.inForce(place.jurisdictions(), metadata.at(), metadata.at()),
                metadata.at());
    }

    private static Purpose callPurpose(@Nullable String text) {
        Purpose purpose = RequestFields.oneOf("/purpose", text, Purpose.class);
        if (purpose.isRecording()) {
            throw RequestFields.refused(
                    "/purpose", "value-unknown", "This is a purpose of recordings, not of calls.");
        }
        return purpose;
    }

    private @Nullable String receipt(RecordedEvent<ContactPermissionEvent> recorded) {
        CallDecided decided = (CallDecided) recorded.event();
        return decided.recording() == null
                ? null
                : signer.sign(new CallReceipt(decided, recorded.metadata()));
    }

    private Answer answer(CallDecided decided, @Nullable String receipt) {
        RecordingPermission permission = decided.recording();
        CallCircumstances circumstances = decided.circumstances();
        return new Answer(
                decided.decision(),
                decided.verdict(),
                decided.reasons(),
                decided.warnings() == null ? List.of() : decided.warnings(),
                decided.ruleSet(),
                circumstances == null ? null : circumstances.tzdataVersion(),
                decided.nextAllowedAt(),
                decided.subject().value(),
                decided.at(),
                decided.startBy(),
                permission == null ? null : recording(permission),
                receipt);
    }

    private Recording recording(RecordingPermission permission) {
        var announcement = rules.announcement(permission.announcement());
        return new Recording(
                permission.mode(),
                new Announcement(announcement.id(), announcement.text(), announcement.language()),
                permission.purposes(),
                permission.retention().stream().map(CallDecisionResource::retention).toList());
    }

    private static Retention retention(RetentionPreview kept) {
        return new Retention(kept.purpose(), kept.keepFor().toString(), kept.from());
    }

    private static Rejected unknown() {
        return new Rejected(
                ConsentProblem.DECISION_UNKNOWN, "No such decision of this contact is known.");
    }
}
