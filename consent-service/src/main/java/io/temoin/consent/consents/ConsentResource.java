// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.consents.ConsentView.Filter;
import io.temoin.consent.consents.ConsentView.ListedConsent;
import io.temoin.consent.consents.ConsentView.State;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.requests.Locations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.shredding.Personal;
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
import java.net.URI;
import java.time.Instant;
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

/** Consents to be called: collected with their proof, listed with their state. */
@Path("/v1/consents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consents")
public class ConsentResource {

    private static final String OPERATION = "consents";

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
                "proofKeptUntil",
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
            Instant proofKeptUntil,
            String receipt) {}

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "ConsentPage", requiredProperties = "items")
    public record Listing(List<ListedConsent> items, @Nullable String next) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final RulePacks rules;
    private final Mandates mandates;
    private final ContactPermissionStream permissions;
    private final ReceiptSigner signer;
    private final ConsentPages pages;
    private final List<String> storageLocations;

    ConsentResource(
            Callers callers,
            Commands commands,
            PhoneNumbers numbers,
            Pseudonyms pseudonyms,
            RulePacks rules,
            Mandates mandates,
            ContactPermissionStream permissions,
            ReceiptSigner signer,
            ConsentPages pages,
            ConsentConfig config) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.rules = rules;
        this.mandates = mandates;
        this.permissions = permissions;
        this.signer = signer;
        this.pages = pages;
        this.storageLocations = config.records().storageLocations().orElse(List.of());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dialer", "agent", "supervisor", "business-system"})
    @Operation(
            operationId = "giveConsent",
            summary = "Record a consent to be called, with its proof",
            description =
                    "Refused unless the person, an adult, was given all five items of mandatory"
                            + " information and agreed freely, by a positive act that can be shown,"
                            + " for no longer than the law allows. Each violation names the field"
                            + " and the article. A consent that is invalid or has since been"
                            + " withdrawn is recorded as refused (ConsentRefused); a mistake in the"
                            + " request is not.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded; decisions rely on it from now on",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems({
        "consent-invalid",
        "ruleset-unknown",
        "controller-not-authorised",
        "processor-not-authorised",
        "consent-withdrawn-since",
        "subject-erased"
    })
    public Uni<RestResponse<Answer>> give(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable ConsentRequest body) {
        Caller caller = callers.current();
        ConsentRequest request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        GiveConsent collected = command(request, caller, metadata);
        return mandates.find(
                        caller.tenant(),
                        collected.by(),
                        collected.controller(),
                        Assignment.collection(
                                collected.purposes(), jurisdiction(request), collected.now()))
                .map(collected::under)
                .flatMap(
                        command ->
                                permissions.handle(
                                        command.controller(), command.subject(), command, metadata))
                .flatMap(this::created);
    }

    @GET
    @RolesAllowed({"dpo", "supervisor", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listConsents",
            summary = "Consents, most recently collected first",
            description =
                    "Only those given to controllers the caller acts for. The list reflects"
                            + " recorded changes within moments; decisions never rely on it.")
    @APIResponse(
            responseCode = "200",
            description = "A page of consents",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Uni<RestResponse<Page<ListedConsent>>> list(
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
                        false,
                        state == null ? null : RequestFields.oneOf("state", state, State.class));
        URI asked = uri.getRequestUri();
        return pages.shown(callers.current(), filter, cursor, limit)
                .map(page -> page.answer(asked));
    }

    private GiveConsent command(ConsentRequest request, Caller caller, EventMetadata metadata) {
        Callee callee = numbers.parse("/number", request.number());
        UUID consent = TimeOrderedId.of(metadata);
        return new GiveConsent(
                consent,
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", request.controller()),
                RequestFields.optionalParty("/processor", request.processor()),
                pseudonyms.of(caller.tenant(), callee.number()),
                Personal.plaintext(callee.number(), pseudonyms.ofConsent(caller.tenant(), consent)),
                RequestFields.setOf("/purposes", request.purposes(), Purpose.class),
                request.proof(),
                request.particulars(callee.jurisdiction(), storageLocations),
                RequestFields.instant("/collectedAt", request.collectedAt()),
                RequestFields.period("/validFor", request.validFor()),
                request.slot(),
                request.localSlot(),
                rules.inForce(callee.jurisdiction(), metadata.at()),
                null,
                metadata.at());
    }

    private String jurisdiction(ConsentRequest request) {
        return numbers.parse("/number", request.number()).jurisdiction();
    }

    /** Rejects as the refusal says, when it is one. */
    private Uni<RestResponse<Answer>> created(
            CommandOutcome<ContactPermission, ContactPermissionEvent> decision) {
        return switch (decision.only().event()) {
            case ConsentGiven given ->
                    signer.sign(
                                    decision.only().metadata().tenant(),
                                    ConsentRecords.receipt(decision.only()).bytes())
                            .map(receipt -> created(decision, given, receipt));
            case ConsentRefused refused -> throw refused.told();
            case ContactPermissionEvent other ->
                    throw new IllegalStateException("a consent caused " + other);
        };
    }

    private static RestResponse<Answer> created(
            CommandOutcome<ContactPermission, ContactPermissionEvent> decision,
            ConsentGiven given,
            String receipt) {
        return Answers.created(decision, answer(given, receipt))
                .header(
                        "Location",
                        Locations.of(
                                OPERATION, given.consent(), given.controller(), given.subject()))
                .build();
    }

    private static Answer answer(ConsentGiven given, String receipt) {
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
                given.proofKeptUntil(),
                receipt);
    }
}
