// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Page;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.permission.ConsentView.Filter;
import io.temoin.consent.permission.ConsentView.Listed;
import io.temoin.consent.permission.ConsentView.State;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ConsentProof;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.Evidence;
import io.temoin.consent.permission.domain.Mentions;
import io.temoin.consent.permission.domain.PositiveAct;
import io.temoin.consent.requests.Answers;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.requests.TimeOrderedId;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.Personal;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** Consents to be called: collected with their proof, listed with their state. */
@Path("/v1/consents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consents")
public class ConsentResource {

    private static final String OPERATION = "consents";

    /** What was collected. */
    @Schema(name = "ConsentRequest")
    public record Request(
            @Schema(required = true) @Nullable String controller,
            @Schema(
                            description =
                                    "Who may call on the controller's behalf, as the person was"
                                            + " told; absent when the controller calls itself.")
                    @Nullable String processor,
            @Schema(required = true) @Nullable String number,
            @Schema(required = true, implementation = Purpose[].class)
                    @Nullable List<@Nullable String> purposes,
            @Schema(
                            required = true,
                            enumeration = {"VOICE", "WEB", "PAPER", "SMS", "IVR_DTMF"})
                    @Nullable String channel,
            @Schema(required = true, description = "Version of the exact words used.")
                    @Nullable String wordingVersion,
            @Schema(required = true) @Nullable Told mentions,
            @Schema(
                            required = true,
                            enumeration = {
                                "SPOKEN_YES",
                                "BOX_TICKED",
                                "KEY_PRESSED",
                                "SIGNATURE",
                                "CLICK"
                            })
                    @Nullable String positiveAct,
            @Schema(required = true, description = "ISO 8601 period of at most one year.")
                    @Nullable String validFor,
            @Schema(required = true, format = "date-time") @Nullable String collectedAt,
            @Schema(
                            format = "date-time",
                            description =
                                    "When the person expressly agreed to be called, if they did:"
                                            + " the one time at which day and hour do not matter.")
                    @Nullable String exactSlot,
            @Schema(required = true) @Nullable Proof evidence) {}

    /** The five mandatory mentions (C. conso. R223-1); each must be true. */
    @Schema(name = "Mentions")
    public record Told(
            @Nullable Boolean professionalAndGoods,
            @Nullable Boolean choice,
            @Nullable Boolean period,
            @Nullable Boolean withdrawal,
            @Nullable Boolean proofAccess) {}

    /** Where the proof lies; a reference, never free text. */
    @Schema(name = "Evidence")
    public record Proof(
            @Schema(required = true, description = "For instance CALL_SEGMENT or WEB_FORM.")
                    @Nullable String kind,
            @Schema(required = true) @Nullable String reference) {}

    /** What was recorded. The receipt is the person's copy: a JWS in TS 27560 terms. */
    @Schema(
            name = "Consent",
            requiredProperties = {
                "id",
                "subject",
                "controller",
                "purposes",
                "state",
                "collectedAt",
                "validUntil",
                "receipt"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            UUID id,
            String subject,
            String controller,
            @Nullable String processor,
            List<Purpose> purposes,
            State state,
            Instant collectedAt,
            Instant validUntil,
            @Nullable Instant exactSlot,
            String receipt) {}

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "ConsentPage", requiredProperties = "items")
    public record Listing(List<Listed> items, @Nullable String next) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final RulePacks rules;
    private final Mandates mandates;
    private final ContactPermissionStream permissions;
    private final ReceiptSigner signer;
    private final ConsentView view;

    ConsentResource(
            Callers callers,
            Commands commands,
            PhoneNumbers numbers,
            Pseudonyms pseudonyms,
            RulePacks rules,
            Mandates mandates,
            ContactPermissionStream permissions,
            ReceiptSigner signer,
            ConsentView view) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.rules = rules;
        this.mandates = mandates;
        this.permissions = permissions;
        this.signer = signer;
        this.view = view;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dialer", "agent", "supervisor", "business-system"})
    @Operation(
            operationId = "giveConsent",
            summary = "Record a consent to be called, with its proof",
            description =
                    "Refused unless all five mandatory mentions were made, by a positive act, for"
                            + " at most one year from the moment it was collected.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded; decisions rest on it from now on",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples =
                                    @ExampleObject(name = "given", value = ContactExamples.GIVEN)))
    @APIResponse(
            responseCode = "400",
            description =
                    "request-invalid, consent-invalid, ruleset-unknown, idempotency-key-missing")
    @APIResponse(
            responseCode = "403",
            description =
                    "The role or the organisation may not do this: controller-not-authorised,"
                            + " processor-not-authorised")
    @APIResponse(responseCode = "409", description = "consent-withdrawn-since")
    @APIResponse(responseCode = "410", description = "subject-erased")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<Answer>> give(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "consent",
                                                            value = ContactExamples.CONSENT)))
                    @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        GiveConsent collected = command(request, caller, metadata);
        return mandates.of(
                        caller.tenant(),
                        collected.by(),
                        collected.controller(),
                        Assignment.collection(
                                collected.purposes(), jurisdiction(request), collected.now()))
                .map(collected::under)
                .flatMap(
                        command ->
                                permissions.handle(
                                        command.controller(),
                                        command.number().subject(),
                                        command,
                                        metadata))
                .map(decision -> Answers.created(decision, answer(decision.only())).build());
    }

    @GET
    @RolesAllowed({"dpo", "supervisor", "admin"})
    @Operation(
            operationId = "listConsents",
            summary = "Consents, the latest collected first",
            description =
                    "Of the controllers the caller acts for. The list follows the records within"
                            + " moments; decisions never rest on it.")
    @APIResponse(
            responseCode = "200",
            description = "A page of consents",
            content =
                    @Content(
                            schema = @Schema(implementation = Listing.class),
                            examples = @ExampleObject(name = "page", value = ContactExamples.PAGE)))
    @APIResponse(responseCode = "400", description = "request-invalid, cursor-invalid")
    public Uni<RestResponse<Page<Listed>>> list(
            @QueryParam("controller") @Nullable String controller,
            @QueryParam("subject") @Nullable String subject,
            @Parameter(schema = @Schema(implementation = State.class)) @QueryParam("state")
                    @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Filter filter =
                new Filter(
                        RequestFields.optionalParty("controller", controller),
                        subject == null ? null : RequestFields.subject("subject", subject),
                        state == null ? null : RequestFields.oneOf("state", state, State.class));
        return view.list(callers.current(), filter, cursor, limit)
                .map(page -> page.answer(uri.getRequestUri()));
    }

    private GiveConsent command(Request request, Caller caller, EventMetadata metadata) {
        Callee callee = numbers.parse("/number", request.number());
        return new GiveConsent(
                TimeOrderedId.of(metadata),
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", request.controller()),
                RequestFields.optionalParty("/processor", request.processor()),
                Personal.known(callee.number(), pseudonyms.of(caller.tenant(), callee.number())),
                RequestFields.setOf("/purposes", request.purposes(), Purpose.class),
                proof(request),
                RequestFields.instant("/collectedAt", request.collectedAt()),
                RequestFields.period("/validFor", request.validFor()),
                request.exactSlot() == null
                        ? null
                        : RequestFields.instant("/exactSlot", request.exactSlot()),
                rules.inForce(callee.jurisdiction(), metadata.at()),
                null,
                metadata.at());
    }

    private String jurisdiction(Request request) {
        return numbers.parse("/number", request.number()).jurisdiction();
    }

    private static ConsentProof proof(Request request) {
        Proof evidence = RequestFields.present("/evidence", request.evidence());
        return new ConsentProof(
                RequestFields.oneOf("/channel", request.channel(), Channel.class),
                RequestFields.code("/wordingVersion", request.wordingVersion()),
                mentions(RequestFields.present("/mentions", request.mentions())),
                RequestFields.oneOf("/positiveAct", request.positiveAct(), PositiveAct.class),
                new Evidence(
                        RequestFields.matching(
                                "/evidence/kind",
                                evidence.kind(),
                                Evidence::isKind,
                                "an UPPER_SNAKE word"),
                        RequestFields.matching(
                                "/evidence/reference",
                                evidence.reference(),
                                Evidence::isReference,
                                "a reference without spaces")));
    }

    /** A mention that is not said to have been made was not made. */
    private static Mentions mentions(Told told) {
        return new Mentions(
                Boolean.TRUE.equals(told.professionalAndGoods()),
                Boolean.TRUE.equals(told.choice()),
                Boolean.TRUE.equals(told.period()),
                Boolean.TRUE.equals(told.withdrawal()),
                Boolean.TRUE.equals(told.proofAccess()));
    }

    private Answer answer(RecordedEvent<ContactPermissionEvent> recorded) {
        ConsentGiven given = (ConsentGiven) recorded.event();
        return new Answer(
                given.consent(),
                given.subject().value(),
                given.controller().value(),
                given.processor() == null ? null : given.processor().value(),
                given.purposes(),
                State.GIVEN,
                given.collectedAt(),
                given.validUntil(),
                given.exactSlot(),
                signer.sign(new ConsentReceipt(given, recorded.metadata())));
    }
}
