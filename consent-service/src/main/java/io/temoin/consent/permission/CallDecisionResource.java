// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.callee.CalleePlaces.TZDATA;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.callee.CalleePlaces;
import io.temoin.consent.callee.CalleePlaces.DeclaredAddress;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.requests.Answers;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.requests.TimeOrderedId;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Sector;
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
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    private static final String WITHHELD = "WITHHELD";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

    /** The call somebody wants to make. */
    @Schema(name = "CallRequest")
    public record Request(
            @Schema(required = true, description = "On whose behalf the call would be made.")
                    @Nullable String controller,
            @Schema(
                            required = true,
                            description = "The person's number; French unless it says otherwise.")
                    @Nullable String number,
            @Schema(
                            required = true,
                            enumeration = {"PROSPECTING_CALL", "CUSTOMER_SERVICE"})
                    @Nullable String purpose,
            @Schema(description = "A reference of the caller's own.") @Nullable String campaign,
            @Schema(description = "In whose name; a person may refuse one brand and not another.")
                    @Nullable String brand,
            @Schema(
                            description = "What would be offered; some may not be by phone.",
                            enumeration = {
                                "ENERGY_RENOVATION",
                                "RENEWABLES",
                                "HOME_ADAPTATION",
                                "CPF",
                                "PRESS",
                                "ENERGY_SUPPLY",
                                "CLAIMS_MANAGEMENT",
                                "PENSIONS",
                                "OTHER"
                            })
                    @Nullable String sector,
            @Schema(
                            description = "The number the person would see, in E.164, or WITHHELD.",
                            examples = "+33162001234")
                    @Nullable String callerId,
            @Schema(description = "Whether a system dials without an agent; no by default.")
                    @Nullable Boolean automated,
            @Schema(description = "Where the person said they are, when that is known.")
                    @Nullable DeclaredAddress address,
            @Schema(description = "What the call rests on besides a consent, if on anything.")
                    @Nullable ClaimedGrounds grounds) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
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
            Pseudonyms pseudonyms,
            RulePacks rules,
            RecordingSample sample,
            ContactPermissionStream permissions,
            ReceiptSigner signer,
            DecisionCounters counters,
            ConsentConfig config) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
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
                            schema = @Schema(implementation = CallDecisionAnswer.class),
                            examples = {
                                @ExampleObject(name = "denied", value = ContactExamples.DENIED),
                                @ExampleObject(
                                        name = "outside hours",
                                        value = ContactExamples.TOO_EARLY),
                                @ExampleObject(name = "allowed", value = ContactExamples.ALLOWED)
                            }))
    @APIResponse(responseCode = "400", description = "request-invalid, idempotency-key-missing")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<CallDecisionAnswer>> decide(
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
                                            decision,
                                            CallDecisionAnswer.of(
                                                    decided, receipt(decision.only()), rules))
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
            description =
                    "As it was answered, without the receipt: that went to who asked. With asOf, the"
                            + " question is asked again: by the law at the moment of the decision, as"
                            + " it was known at asOf, and by what was known of the person then. The"
                            + " answer is not recorded.")
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content =
                    @Content(
                            schema = @Schema(implementation = CallDecisionAnswer.class),
                            examples =
                                    @ExampleObject(
                                            name = "denied",
                                            value = ContactExamples.DENIED)))
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "decision-unknown")
    @APIResponse(responseCode = "409", description = "decision-not-replayable")
    public Uni<CallDecisionAnswer> read(
            @PathParam("id") UUID id,
            @QueryParam("controller") @Nullable String controller,
            @QueryParam("subject") @Nullable String subject,
            @Parameter(
                            description = "RFC 3339: whose rules of then are asked.",
                            example = "2026-11-24T09:30:00Z")
                    @QueryParam("asOf")
                    @Nullable String asOf) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("controller", controller);
        SubjectId person = RequestFields.subject("subject", subject);
        Instant knownAt = asOf == null ? null : RequestFields.instant("asOf", asOf);
        return permissions
                .history(caller, party, person)
                .map(history -> CallDecisionReplay.of(history, id, rules))
                .map(replay -> knownAt == null ? replay.decided() : replay.asOf(knownAt))
                .map(decided -> CallDecisionAnswer.of(decided, null, rules));
    }

    private DecideCall command(Request request, Caller caller, EventMetadata metadata) {
        PartyId controller = RequestFields.party("/controller", request.controller());
        Callee callee = numbers.parse("/number", request.number());
        CalleePlace place = CalleePlaces.of(callee, request.address());
        UUID decision = TimeOrderedId.of(metadata);
        ClaimedGrounds grounds = request.grounds();
        return new DecideCall(
                decision,
                ContactPermissionStream.partyOf(caller),
                controller,
                pseudonyms.of(caller.tenant(), callee.number()),
                RequestFields.callPurpose("/purpose", request.purpose()),
                RequestFields.optionalCode("/campaign", request.campaign()),
                new CallCircumstances(
                        place,
                        sector(request),
                        callerId(request),
                        grounds == null ? null : grounds.read(),
                        honourLocalHolidays,
                        sample.draw(controller, decision),
                        TZDATA,
                        RequestFields.optionalCode("/brand", request.brand())),
                rules.inForce(place.jurisdictions(), metadata.at(), metadata.at()),
                metadata.at());
    }

    private static @Nullable Sector sector(Request request) {
        String sector = request.sector();
        return sector == null ? null : RequestFields.oneOf("/sector", sector, Sector.class);
    }

    private static @Nullable CallerId callerId(Request request) {
        String shown = request.callerId();
        boolean automated = Boolean.TRUE.equals(request.automated());
        if (shown == null && automated) {
            throw RequestFields.refused(
                    "/callerId", "field-missing", "An automated call says which number it shows.");
        }
        if (shown == null) {
            return null;
        }
        return new CallerId(
                shown.equals(WITHHELD)
                        ? null
                        : RequestFields.matching(
                                "/callerId",
                                shown,
                                text -> E164.matcher(text).matches(),
                                "a number in E.164 such as +33162001234, or " + WITHHELD),
                automated);
    }

    private @Nullable String receipt(RecordedEvent<ContactPermissionEvent> recorded) {
        CallDecided decided = (CallDecided) recorded.event();
        return decided.recording() == null
                ? null
                : signer.sign(new CallReceipt(decided, recorded.metadata())::write);
    }
}
