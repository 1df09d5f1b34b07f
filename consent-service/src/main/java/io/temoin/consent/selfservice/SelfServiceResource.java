// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.consents.ConsentCopies;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermissionCommand;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordMarketingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.ContactPermissionCommand.WithdrawConsent;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.preference.StatedPreferences;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rights.DsrStream;
import io.temoin.consent.rights.RequestedCorrections;
import io.temoin.consent.rights.domain.DataSubjectRight;
import io.temoin.consent.rights.domain.DsrReceived;
import io.temoin.consent.rights.domain.ReceiveDsr;
import io.temoin.consent.selfservice.SelfServiceQuotas.Kind;
import io.temoin.consent.selfservice.SelfServiceVisits.Arrival;
import io.temoin.consent.selfservice.SelfServiceVisits.Visitor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a person does for themselves, by a link and without an account: it is the proof, and says
 * whose data and what for. Or signed in, for the verified number of the account alone ({@link
 * SignedInPerson}). Everybody else is refused by {@link SelfServiceToken}.
 */
@Path("/v1/self-service")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@SecurityRequirement(name = SelfServiceTexts.SCHEME)
@SecurityRequirement(name = "bearer")
@Tag(name = "Self-service")
@Problems({
    "self-service-token-missing",
    "self-service-token-invalid",
    "self-service-token-expired",
    "self-service-scope-missing",
    "self-service-phone-unverified",
    "self-service-quota-reached"
})
public class SelfServiceResource {

    /** How the person wishes to be reached. */
    @Schema(name = "OwnPreferencesRequest")
    public record Wishes(@Schema(required = true) @Nullable StatedPreferences stated) {}

    /** What was recorded. */
    @Schema(
            name = "OwnStatementRecorded",
            requiredProperties = {"id", "effectiveAt"})
    public record Answer(UUID id, Instant effectiveAt) {}

    /** What was received, and when it is to be answered. */
    @Schema(
            name = "OwnDataRequestReceived",
            requiredProperties = {"id", "right", "receivedAt", "dueBy"})
    public record RequestAnswer(
            UUID id, DataSubjectRight right, Instant receivedAt, Instant dueBy) {}

    private final SelfServiceVisits visits;
    private final SelfServiceQuotas quotas;
    private final Commands commands;
    private final ContactPermissionStream permissions;
    private final DsrStream requests;
    private final RequestedCorrections corrections;

    SelfServiceResource(
            SelfServiceVisits visits,
            SelfServiceQuotas quotas,
            Commands commands,
            ContactPermissionStream permissions,
            DsrStream requests,
            RequestedCorrections corrections) {
        this.visits = visits;
        this.quotas = quotas;
        this.commands = commands;
        this.permissions = permissions;
        this.requests = requests;
        this.corrections = corrections;
    }

    @POST
    @Path("/preferences")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeOwnPreferences",
            summary = "State contact preferences",
            description = "Only what is stated changes. A link needs the scope PREFERENCES.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded and effective",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems("preferences-contradictory")
    public Uni<RestResponse<Answer>> preferences(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(description = SelfServiceTexts.LINK)
                    @Nullable String token,
            @QueryParam("controller") @Parameter(description = SelfServiceTexts.CONTROLLER)
                    @Nullable String controller,
            @RequestBody(required = true) @Nullable Wishes body,
            @Context RoutingContext request) {
        return visits.arrive(token, controller, LinkScope.PREFERENCES, request)
                .flatMap(arrival -> prefer(arrival, key, body));
    }

    @POST
    @Path("/withdrawals")
    @Operation(
            operationId = "withdrawOwnConsent",
            summary = "Withdraw every consent given to this controller",
            description =
                    "Effective immediately (GDPR art. 7(3)). A link needs the scope WITHDRAW.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded and effective",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    public Uni<RestResponse<Answer>> withdraw(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(description = SelfServiceTexts.LINK)
                    @Nullable String token,
            @QueryParam("controller") @Parameter(description = SelfServiceTexts.CONTROLLER)
                    @Nullable String controller,
            @Context RoutingContext request) {
        return visits.arrive(token, controller, LinkScope.WITHDRAW, request)
                .flatMap(arrival -> withdraw(arrival, key));
    }

    @POST
    @Path("/objections")
    @Operation(
            operationId = "objectToMarketing",
            summary = "Object to direct marketing by this controller",
            description =
                    "Absolute and effective immediately (GDPR art. 21(2)(3)). A link needs the"
                            + " scope OBJECT.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded and effective",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    public Uni<RestResponse<Answer>> object(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(description = SelfServiceTexts.LINK)
                    @Nullable String token,
            @QueryParam("controller") @Parameter(description = SelfServiceTexts.CONTROLLER)
                    @Nullable String controller,
            @Context RoutingContext request) {
        return visits.arrive(token, controller, LinkScope.OBJECT, request)
                .flatMap(arrival -> object(arrival, key));
    }

    @POST
    @Path("/data-requests")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "requestOwnData",
            summary = "Submit a data subject request",
            description =
                    "Recorded with the date by which it must be answered: one month from receipt"
                            + " (GDPR art. 12(3)). A link needs the scope DATA_REQUEST.")
    @APIResponse(
            responseCode = "201",
            description = "Received; the deadline is running",
            content = @Content(schema = @Schema(implementation = RequestAnswer.class)))
    @Problems("consent-unknown")
    public Uni<RestResponse<RequestAnswer>> requestData(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(description = SelfServiceTexts.LINK)
                    @Nullable String token,
            @QueryParam("controller") @Parameter(description = SelfServiceTexts.CONTROLLER)
                    @Nullable String controller,
            @RequestBody(required = true) @Nullable OwnDataRequest body,
            @Context RoutingContext request) {
        return visits.arrive(token, controller, LinkScope.DATA_REQUEST, request)
                .flatMap(arrival -> receive(arrival, key, body));
    }

    private Uni<RestResponse<Answer>> prefer(
            Arrival arrival, @Nullable String key, @Nullable Wishes body) {
        Visitor visitor = arrival.visitor();
        StatedPreferences stated =
                RequestFields.present("/stated", RequestFields.present("", body).stated());
        EventMetadata metadata = metadata(arrival, "own-preferences", key, body);
        return record(
                arrival,
                quotas.wishes(),
                new StatePreferences(
                        TimeOrderedId.of(metadata),
                        ContactPermissionStream.partyOf(arrival.person()),
                        visitor.controller(),
                        visitor.subject(),
                        Channel.WEB,
                        stated.readChoices("/stated"),
                        stated.readQuiet("/stated"),
                        stated.readWays("/stated"),
                        metadata.at(),
                        null,
                        metadata.at()),
                metadata);
    }

    private Uni<RestResponse<Answer>> withdraw(Arrival arrival, @Nullable String key) {
        Visitor visitor = arrival.visitor();
        EventMetadata metadata = metadata(arrival, "own-withdrawals", key, null);
        return record(
                arrival,
                quotas.withdrawals(),
                new WithdrawConsent(
                        TimeOrderedId.of(metadata),
                        ContactPermissionStream.partyOf(arrival.person()),
                        visitor.controller(),
                        visitor.subject(),
                        Channel.WEB,
                        metadata.at(),
                        true,
                        metadata.at()),
                metadata);
    }

    private Uni<RestResponse<Answer>> object(Arrival arrival, @Nullable String key) {
        Visitor visitor = arrival.visitor();
        EventMetadata metadata = metadata(arrival, "own-objections", key, null);
        return record(
                arrival,
                quotas.objections(),
                new RecordMarketingObjection(
                        TimeOrderedId.of(metadata),
                        ContactPermissionStream.partyOf(arrival.person()),
                        visitor.controller(),
                        visitor.subject(),
                        Channel.WEB,
                        metadata.at(),
                        metadata.at()),
                metadata);
    }

    private Uni<RestResponse<RequestAnswer>> receive(
            Arrival arrival, @Nullable String key, @Nullable OwnDataRequest body) {
        Visitor visitor = arrival.visitor();
        OwnDataRequest asked = RequestFields.present("", body);
        DataSubjectRight right =
                RequestFields.oneOf("/right", asked.right(), DataSubjectRight.class);
        String correction = asked.correctionOf(right);
        EventMetadata metadata = metadata(arrival, "own-data-requests", key, body);
        ReceiveDsr command =
                new ReceiveDsr(
                        // One stream for each request: repeated a moment later, it is the same one.
                        metadata.commandId(),
                        visitor.controller(),
                        visitor.subject(),
                        right,
                        correction == null
                                ? null
                                : corrections.personal(
                                        metadata.tenant(), metadata.commandId(), correction),
                        asked.contested(),
                        Channel.WEB,
                        visitor.controller(),
                        metadata.at());
        return visits.open(arrival, quotas.dataRequests(right), metadata)
                .call(() -> requireOwn(visitor, command.consent()))
                .call(() -> corrections.announce(metadata.tenant(), command))
                .flatMap(visit -> requests.handle(command, visit.caused(metadata)))
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

    /** Nobody is told whether somebody else gave a consent, or contests it. */
    private Uni<Void> requireOwn(Visitor visitor, @Nullable UUID consent) {
        return consent == null
                ? Uni.createFrom().voidItem()
                : permissions
                        .history(visitor.tenant(), visitor.controller(), visitor.subject())
                        .invoke(history -> ConsentCopies.requireGiven(history, consent))
                        .replaceWithVoid();
    }

    /** Keys are made up by each person for themselves, so two may choose the same one. */
    private EventMetadata metadata(
            Arrival arrival, String operation, @Nullable String key, @Nullable Object body) {
        return commands.of(
                arrival.person(), operation + "/" + arrival.visitor().subject().value(), key, body);
    }

    private Uni<RestResponse<Answer>> record(
            Arrival arrival, Kind kind, ContactPermissionCommand command, EventMetadata metadata) {
        Visitor visitor = arrival.visitor();
        return visits.open(arrival, kind, metadata)
                .flatMap(
                        visit ->
                                permissions.handle(
                                        visitor.controller(),
                                        visitor.subject(),
                                        command,
                                        visit.caused(metadata)))
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
}
