// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.CorrelationFilter;
import io.temoin.chassis.tracing.Traceparent;
import io.temoin.consent.permission.ConsentCopies;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermissionCommand;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordMarketingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.ContactPermissionCommand.WithdrawConsent;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.preference.StatedPreferences;
import io.temoin.consent.requests.Answers;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.requests.TimeOrderedId;
import io.temoin.consent.rights.DsrStream;
import io.temoin.consent.rights.domain.DataSubjectRight;
import io.temoin.consent.rights.domain.DsrReceived;
import io.temoin.consent.rights.domain.ReceiveDsr;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponses;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a person does for themselves, by a link and without an account. No token of the identity
 * provider is wanted here: the link is the proof, and says whose data and what for. Everybody else
 * is refused by {@link SelfServiceToken}.
 */
@Path("/v1/self-service")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Self-service")
@APIResponses({
    @APIResponse(
            responseCode = "403",
            description =
                    "self-service-token-missing, self-service-token-invalid,"
                            + " self-service-token-expired, self-service-scope-missing"),
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong tokens from this address: too-many-requests")
})
public class SelfServiceResource {

    private static final String ROLE = "data-subject";
    private static final String PRIVATE = "private, no-store";
    private static final int TOO_MANY = 429;

    private static final String OWN =
            """
            {"controller": "rhone-telecom",
             "consents": [{"id": "019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41",
               "purposes": ["PROSPECTING_CALL"], "processor": "voix-du-rhone",
               "status": "ConsentGiven", "collectedAt": "2026-11-24T09:15:00Z",
               "validUntil": "2027-11-24T09:15:00Z", "proofKeptUntil": "2029-11-24T09:15:00Z"}],
             "withdrawals": [], "objections": [],
             "preferences": {"choices": [], "reachBy": [], "history": []},
             "questions": [{"by": "voix-du-rhone", "purpose": "PROSPECTING_CALL",
               "verdict": "ALLOW", "at": "2026-11-24T09:31:00Z"}],
             "calls": [{"by": "voix-du-rhone", "purpose": "PROSPECTING_CALL",
               "outcome": "ANSWERED", "at": "2026-11-24T09:31:20Z"}]}""";

    private static final String WISHES =
            """
            {"stated": {"quietHours": {"spans": [{"from": "12:00", "to": "14:00"}]}}}""";

    private static final String RECEIVED =
            """
            {"id": "019ab4d2-8d40-7c3e-9f41-0c6d7a1b2e42", "right": "ACCESS",
             "receivedAt": "2026-11-24T10:42:12Z", "dueBy": "2026-12-24T23:00:00Z"}""";

    private static final String DONE =
            """
            {"id": "019ab4d2-8d40-7c3e-9f41-0c6d7a1b2e42", "effectiveAt": "2026-11-24T10:42:12Z"}""";

    /** How the person wishes to be reached. */
    @Schema(name = "OwnPreferencesRequest")
    public record Wishes(@Schema(required = true) @Nullable StatedPreferences stated) {}

    /** What was recorded. */
    @Schema(
            name = "OwnStatementRecorded",
            requiredProperties = {"id", "effectiveAt"})
    public record Answer(UUID id, Instant effectiveAt) {}

    /** What the person asks for. */
    @Schema(name = "OwnDataRequest")
    public record DataRequest(
            @Schema(required = true, implementation = DataSubjectRight.class)
                    @Nullable String right) {}

    /** What was received, and when it is to be answered. */
    @Schema(
            name = "OwnDataRequestReceived",
            requiredProperties = {"id", "right", "receivedAt", "dueBy"})
    public record RequestAnswer(
            UUID id, DataSubjectRight right, Instant receivedAt, Instant dueBy) {}

    private final SelfServiceToken tokens;
    private final WrongTokens wrong;
    private final Commands commands;
    private final ContactPermissionStream permissions;
    private final DsrStream requests;
    private final ConsentCopies copies;
    private final Clock clock;

    SelfServiceResource(
            SelfServiceToken tokens,
            WrongTokens wrong,
            Commands commands,
            ContactPermissionStream permissions,
            DsrStream requests,
            ConsentCopies copies,
            Clock clock) {
        this.tokens = tokens;
        this.wrong = wrong;
        this.commands = commands;
        this.permissions = permissions;
        this.requests = requests;
        this.copies = copies;
        this.clock = clock;
    }

    @GET
    @Path("/contact")
    @Operation(
            operationId = "getOwnContact",
            summary = "What is known and consented",
            description = "By a link with the scope VIEW.")
    @APIResponse(
            responseCode = "200",
            description = "Of this controller only",
            content =
                    @Content(
                            schema = @Schema(implementation = ContactAnswer.class),
                            examples = @ExampleObject(name = "own", value = OWN)))
    public Uni<RestResponse<ContactAnswer>> contact(
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(required = true)
                    @Nullable String token,
            @Context RoutingContext request) {
        Link link = link(token, LinkScope.VIEW, request);
        return permissions
                .history(person(link, request), link.controller(), link.subject())
                .map(
                        history ->
                                RestResponse.ResponseBuilder.ok(
                                                ContactAnswer.of(
                                                        link.controller().value(),
                                                        history,
                                                        clock.instant()))
                                        .header("Cache-Control", PRIVATE)
                                        .build());
    }

    @GET
    @Path("/consents/{id}/receipt")
    @Produces(ConsentCopies.LD_JSON)
    @Operation(
            operationId = "getOwnReceipt",
            summary = "The receipt of one's own consent",
            description = "By a link with the scope VIEW.")
    @APIResponse(
            responseCode = "200",
            description = "As for getConsentReceipt",
            headers =
                    @Header(
                            name = ConsentCopies.SIGNATURE,
                            description = "JWS with detached payload, Ed25519",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = ConsentCopies.LD_JSON,
                            schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "consent-unknown")
    public Uni<RestResponse<byte[]>> receipt(
            @PathParam("id") UUID id,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(required = true)
                    @Nullable String token,
            @Context RoutingContext request) {
        Link link = link(token, LinkScope.VIEW, request);
        return permissions
                .history(person(link, request), link.controller(), link.subject())
                .map(history -> copies.receipt(history, id))
                .map(
                        receipt ->
                                RestResponse.ResponseBuilder.ok(receipt.bytes())
                                        .header("Content-Type", ConsentCopies.LD_JSON)
                                        .header("Cache-Control", PRIVATE)
                                        .header(ConsentCopies.SIGNATURE, receipt.signature())
                                        .build());
    }

    @GET
    @Path("/consents/{id}/proof")
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            operationId = "getOwnProof",
            summary = "The copy of the proof of one's own consent",
            description =
                    "One file to keep or to print, free and without an account (C. conso. R223-2)."
                            + " By a link with the scope VIEW.")
    @APIResponse(
            responseCode = "200",
            description = "A page to keep or to print",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_HTML,
                            schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "404", description = "consent-unknown")
    public Uni<RestResponse<byte[]>> proof(
            @PathParam("id") UUID id,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(required = true)
                    @Nullable String token,
            @Context RoutingContext request) {
        Link link = link(token, LinkScope.VIEW, request);
        return permissions
                .history(person(link, request), link.controller(), link.subject())
                .map(history -> copies.proof(history, id))
                .map(
                        page ->
                                RestResponse.ResponseBuilder.ok(page)
                                        .header("Content-Type", ConsentCopies.HTML)
                                        .header("Cache-Control", PRIVATE)
                                        .header(
                                                "Content-Disposition",
                                                ConsentCopies.disposition(id))
                                        .header(
                                                "Content-Security-Policy",
                                                ConsentCopies.RUNS_NOTHING)
                                        .header("X-Content-Type-Options", "nosniff")
                                        .build());
    }

    @POST
    @Path("/preferences")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeOwnPreferences",
            summary = "Say how one wishes to be reached",
            description = "Only what is spoken of changes. By a link with the scope PREFERENCES.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded, and effective",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples = @ExampleObject(name = "recorded", value = DONE)))
    @APIResponse(
            responseCode = "400",
            description = "request-invalid, idempotency-key-missing, preferences-contradictory")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<Answer>> preferences(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(required = true)
                    @Nullable String token,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "wishes",
                                                            value = WISHES)))
                    @Nullable Wishes body,
            @Context RoutingContext request) {
        Link link = link(token, LinkScope.PREFERENCES, request);
        Caller person = person(link, request);
        StatedPreferences stated =
                RequestFields.present("/stated", RequestFields.present("", body).stated());
        EventMetadata metadata = commands.of(person, "own-preferences", key, body);
        return record(
                link,
                new StatePreferences(
                        TimeOrderedId.of(metadata),
                        ContactPermissionStream.partyOf(person),
                        link.controller(),
                        link.subject(),
                        Channel.WEB,
                        stated.readChoices("/stated"),
                        stated.readQuiet("/stated"),
                        stated.readWays("/stated"),
                        metadata.at(),
                        metadata.at()),
                metadata);
    }

    @POST
    @Path("/withdrawals")
    @Operation(
            operationId = "withdrawOwnConsent",
            summary = "Withdraw every consent given to this controller",
            description = "At once (GDPR art. 7(3)). By a link with the scope WITHDRAW.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded, and effective",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples = @ExampleObject(name = "recorded", value = DONE)))
    @APIResponse(responseCode = "400", description = "idempotency-key-missing")
    public Uni<RestResponse<Answer>> withdraw(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(required = true)
                    @Nullable String token,
            @Context RoutingContext request) {
        Link link = link(token, LinkScope.WITHDRAW, request);
        Caller person = person(link, request);
        EventMetadata metadata = commands.of(person, "own-withdrawals", key, null);
        return record(
                link,
                new WithdrawConsent(
                        TimeOrderedId.of(metadata),
                        ContactPermissionStream.partyOf(person),
                        link.controller(),
                        link.subject(),
                        Channel.WEB,
                        metadata.at(),
                        metadata.at()),
                metadata);
    }

    @POST
    @Path("/objections")
    @Operation(
            operationId = "objectToMarketing",
            summary = "Object to direct marketing by this controller",
            description =
                    "Absolute and at once (GDPR art. 21(2)(3)). By a link with the scope OBJECT.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded, and effective",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples = @ExampleObject(name = "recorded", value = DONE)))
    @APIResponse(responseCode = "400", description = "idempotency-key-missing")
    public Uni<RestResponse<Answer>> object(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(required = true)
                    @Nullable String token,
            @Context RoutingContext request) {
        Link link = link(token, LinkScope.OBJECT, request);
        Caller person = person(link, request);
        EventMetadata metadata = commands.of(person, "own-objections", key, null);
        return record(
                link,
                new RecordMarketingObjection(
                        TimeOrderedId.of(metadata),
                        ContactPermissionStream.partyOf(person),
                        link.controller(),
                        link.subject(),
                        Channel.WEB,
                        metadata.at(),
                        metadata.at()),
                metadata);
    }

    @POST
    @Path("/data-requests")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "requestOwnData",
            summary = "Exercise a right over one's data",
            description =
                    "Recorded with the day it is to be answered by: one month from receipt (GDPR art."
                            + " 12(3)). By a link with the scope DATA_REQUEST.")
    @APIResponse(
            responseCode = "201",
            description = "Received; the clock runs",
            content =
                    @Content(
                            schema = @Schema(implementation = RequestAnswer.class),
                            examples = @ExampleObject(name = "received", value = RECEIVED)))
    @APIResponse(responseCode = "400", description = "request-invalid, idempotency-key-missing")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<RequestAnswer>> requestData(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(required = true)
                    @Nullable String token,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "access",
                                                            value = "{\"right\": \"ACCESS\"}")))
                    @Nullable DataRequest body,
            @Context RoutingContext request) {
        Link link = link(token, LinkScope.DATA_REQUEST, request);
        Caller person = person(link, request);
        DataSubjectRight right =
                RequestFields.oneOf(
                        "/right", RequestFields.present("", body).right(), DataSubjectRight.class);
        EventMetadata metadata = commands.of(person, "own-data-requests", key, body);
        return requests.handle(
                        new ReceiveDsr(
                                TimeOrderedId.of(metadata),
                                link.controller(),
                                link.subject(),
                                right,
                                Channel.WEB,
                                link.controller(),
                                metadata.at()),
                        metadata)
                .map(
                        decision -> {
                            DsrReceived received = decision.only().event();
                            return Answers.created(
                                            decision,
                                            new RequestAnswer(
                                                    received.request(),
                                                    received.right(),
                                                    received.receivedAt(),
                                                    received.dueBy()))
                                    .build();
                        });
    }

    private Uni<RestResponse<Answer>> record(
            Link link, ContactPermissionCommand command, EventMetadata metadata) {
        return permissions
                .handle(link.controller(), link.subject(), command, metadata)
                .map(
                        decision ->
                                Answers.created(
                                                decision,
                                                new Answer(
                                                        TimeOrderedId.of(
                                                                decision.only().metadata()),
                                                        decision.only().metadata().at()))
                                        .build());
    }

    /** A wrong token counts; a right one is never held up. */
    private Link link(@Nullable String token, LinkScope scope, RoutingContext request) {
        try {
            return tokens.verify(token, scope, clock.instant());
        } catch (Rejected refusal) {
            boolean guessed = refusal.code() == SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID;
            if (guessed && wrong.tooMany(request.request().remoteAddress().hostAddress())) {
                throw new ClientErrorException(TOO_MANY);
            }
            throw refusal;
        }
    }

    /** The person, who acts for nobody but themselves, towards one controller. */
    private static Caller person(Link link, RoutingContext request) {
        return new Caller(
                link.tenant(),
                link.subject().value(),
                link.controller().value(),
                Set.of(),
                Set.of(ROLE),
                null,
                CorrelationFilter.correlationOf(request),
                Traceparent.of(Span.current().getSpanContext()));
    }
}
