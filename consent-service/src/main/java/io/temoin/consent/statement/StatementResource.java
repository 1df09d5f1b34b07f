// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.statement;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand;
import io.temoin.consent.permission.domain.ContactPermissionCommand.FlagMinor;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordMarketingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordRecordingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.WithdrawConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.WithdrawalEffect;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.shredding.SubjectId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of themselves, told by who heard it: that a consent ends (GDPR art. 7(3)),
 * that marketing ends (art. 21(2)(3)), that they are under age. Each is recorded again when stated
 * again, and holds for the next decision.
 */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"agent", "supervisor", "dialer", "dpo", "business-system"})
@Problems({"stated-in-the-future", "controller-not-authorised"})
public class StatementResource {

    private static final String RECORDED = "Recorded and effective";

    /** What the person said. */
    @Schema(name = "Statement")
    public record Statement(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String number,
            @Schema(required = true, implementation = Channel.class) @Nullable String channel,
            @Schema(required = true, format = "date-time") @Nullable String statedAt) {}

    /** What the person withdraws, and whether a date that ends nothing is meant. */
    @Schema(name = "WithdrawalRequest")
    public record Withdrawal(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String number,
            @Schema(required = true, implementation = Channel.class) @Nullable String channel,
            @Schema(required = true, format = "date-time") @Nullable String statedAt,
            @Schema(
                            description =
                                    "Record it even if it is dated before every consent in force,"
                                            + " and so ends none; by default false.")
                    @Nullable Boolean confirmed) {

        private Statement statement() {
            return new Statement(controller, number, channel, statedAt);
        }
    }

    /** What the person objects to. */
    @Schema(name = "ObjectionRequest")
    public record Objection(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String number,
            @Schema(
                            required = true,
                            enumeration = {"MARKETING", "RECORDING"})
                    @Nullable String kind,
            @Schema(
                            format = "uuid",
                            description =
                                    "RECORDING only: the decision on the call that the objection"
                                            + " concerns; absent if it concerns all calls so far.")
                    @Nullable String decision,
            @Schema(required = true, implementation = Channel.class) @Nullable String channel,
            @Schema(required = true, format = "date-time") @Nullable String statedAt) {

        private Kind read() {
            Kind objectedTo = RequestFields.oneOf("/kind", kind, Kind.class);
            if (objectedTo == Kind.MARKETING && decision != null) {
                throw RequestFields.refused(
                        "/decision",
                        "decision-not-expected",
                        "An objection to marketing is not tied to a single call; leave the"
                                + " decision out.");
            }
            return objectedTo;
        }

        private Statement statement() {
            return new Statement(controller, number, channel, statedAt);
        }
    }

    /** What a person may object to here; further kinds will come. */
    enum Kind {
        MARKETING,
        RECORDING
    }

    /** What was recorded. */
    @Schema(
            name = "RecordedStatement",
            requiredProperties = {"id", "subject", "effectiveAt"})
    public record Answer(UUID id, String subject, Instant effectiveAt) {}

    /** A statement that was read, and who hands it in. */
    private record ParsedStatement(
            Caller caller,
            UUID id,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            Instant statedAt,
            EventMetadata metadata) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final ContactPermissionStream permissions;
    private final Mandates mandates;

    StatementResource(
            Callers callers,
            Commands commands,
            PhoneNumbers numbers,
            Pseudonyms pseudonyms,
            ContactPermissionStream permissions,
            Mandates mandates) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.permissions = permissions;
        this.mandates = mandates;
    }

    @POST
    @Path("/withdrawals")
    @Problems("withdrawal-ends-nothing")
    @Tag(name = "Withdrawals", description = "Withdrawals of consent")
    @Operation(
            operationId = "withdrawConsent",
            summary = "Record that the person withdraws consent",
            description =
                    "Ends every consent given to this controller up to statedAt (GDPR art. 7(3))."
                            + " Accepted even if there is no consent. A withdrawal that is dated"
                            + " before every consent in force would end none of them: it is refused"
                            + " unless confirmed is true. The answer says how many consents it"
                            + " ended, and how many stay in force.")
    @APIResponse(
            responseCode = "201",
            description = RECORDED,
            content = @Content(schema = @Schema(implementation = RecordedWithdrawal.class)))
    public Uni<RestResponse<RecordedWithdrawal>> withdraw(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Withdrawal body) {
        Withdrawal said = RequestFields.present("", body);
        ParsedStatement heard = heard(said.statement(), said, "withdrawals", key);
        WithdrawConsent command =
                new WithdrawConsent(
                        heard.id(),
                        heard.by(),
                        heard.controller(),
                        heard.subject(),
                        heard.channel(),
                        heard.statedAt(),
                        Boolean.TRUE.equals(said.confirmed()),
                        heard.metadata().at());
        return permissions
                .handle(heard.controller(), heard.subject(), command, heard.metadata())
                .flatMap(decision -> withEffect(heard, decision));
    }

    /** By what was in force before it: the same when it is sent again. */
    private Uni<RestResponse<RecordedWithdrawal>> withEffect(
            ParsedStatement heard,
            CommandOutcome<ContactPermission, ContactPermissionEvent> decision) {
        ConsentWithdrawn withdrawn = (ConsentWithdrawn) decision.only().event();
        return permissions
                .history(heard.caller().tenant(), heard.controller(), heard.subject())
                .map(
                        history ->
                                WithdrawalEffect.of(
                                        withdrawn, history.stream().map(RecordedEvent::event)))
                .map(
                        effect ->
                                Answers.created(
                                                decision,
                                                RecordedWithdrawal.of(
                                                        withdrawn,
                                                        decision.only().metadata().at(),
                                                        effect))
                                        .build());
    }

    @POST
    @Path("/objections")
    @Problems("decision-unknown")
    @Tag(name = "Objections", description = "Objections to marketing, and to recordings of calls")
    @Operation(
            operationId = "recordObjection",
            summary = "Record an objection to direct marketing, or to recordings",
            description =
                    "MARKETING: absolute and effective immediately (GDPR art. 21(2)(3)): the next"
                            + " decision already denies a marketing call for this controller,"
                            + " whichever processor would make it. RECORDING: the recordings made"
                            + " so far, of one call or of all, are quarantined immediately (art."
                            + " 21(1), 18(1)(d)) and erased within a month unless a law requires"
                            + " keeping them. A repeated statement is recorded again.")
    @APIResponse(
            responseCode = "201",
            description = RECORDED,
            content = @Content(schema = @Schema(implementation = Answer.class)))
    public Uni<RestResponse<Answer>> object(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Objection body) {
        Objection said = RequestFields.present("", body);
        Kind kind = said.read();
        ParsedStatement heard = heard(said.statement(), said, "objections", key);
        return switch (kind) {
            case MARKETING ->
                    recorded(
                            marketing(heard),
                            heard,
                            event -> ((MarketingObjectionRecorded) event).objection());
            case RECORDING ->
                    recording(heard, said.decision())
                            .flatMap(
                                    command ->
                                            recorded(
                                                    command,
                                                    heard,
                                                    event ->
                                                            ((RecordingObjectionRecorded) event)
                                                                    .objection()));
        };
    }

    private static RecordMarketingObjection marketing(ParsedStatement heard) {
        return new RecordMarketingObjection(
                heard.id(),
                heard.by(),
                heard.controller(),
                heard.subject(),
                heard.channel(),
                heard.statedAt(),
                heard.metadata().at());
    }

    /** Whoever is told of it: the person need not know which processor called. */
    private Uni<RecordRecordingObjection> recording(
            ParsedStatement heard, @Nullable String decision) {
        UUID call = RequestFields.optionalId("/decision", decision);
        return permissions
                .decision(heard.caller(), heard.controller(), heard.subject(), call)
                .map(
                        decided ->
                                new RecordRecordingObjection(
                                        heard.id(),
                                        heard.by(),
                                        heard.controller(),
                                        heard.subject(),
                                        call,
                                        decided.orElse(null),
                                        heard.channel(),
                                        heard.statedAt(),
                                        heard.metadata().at()));
    }

    @POST
    @Path("/minor-flags")
    @Tag(name = "Minors", description = "Minors, who must not be solicited")
    @Operation(
            operationId = "flagMinor",
            summary = "Report that the person is under age",
            description =
                    "From the next decision on, every sales call for this controller is denied,"
                            + " whichever organisation would make it; the person's consents no"
                            + " longer permit anything. End the call and stop recording it. The"
                            + " person's age is neither requested nor stored.")
    @Problems({"controller-not-authorised", "processor-not-authorised"})
    @APIResponse(
            responseCode = "201",
            description = RECORDED,
            content = @Content(schema = @Schema(implementation = Answer.class)))
    public Uni<RestResponse<Answer>> flagMinor(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Statement body) {
        Statement said = RequestFields.present("", body);
        ParsedStatement heard = heard(said, said, "minor-flags", key);
        return mandates.find(
                        heard.metadata().tenant(),
                        heard.by(),
                        heard.controller(),
                        Assignment.anything(heard.metadata().at()))
                .flatMap(
                        mandate ->
                                recorded(
                                        flag(heard, mandate),
                                        heard,
                                        event -> ((MinorFlagged) event).flag()));
    }

    private static FlagMinor flag(ParsedStatement heard, @Nullable Mandate mandate) {
        return new FlagMinor(
                heard.id(),
                heard.by(),
                heard.controller(),
                heard.subject(),
                heard.channel(),
                heard.statedAt(),
                mandate,
                heard.metadata().at());
    }

    /**
     * Reads a statement.
     *
     * @param body as it was sent: a repeated key must come with the same
     */
    private ParsedStatement heard(
            Statement said, Object body, String operation, @Nullable String key) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, operation, key, body);
        return new ParsedStatement(
                caller,
                TimeOrderedId.of(metadata),
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", said.controller()),
                pseudonyms.of(caller.tenant(), numbers.parse("/number", said.number()).number()),
                RequestFields.oneOf("/channel", said.channel(), Channel.class),
                RequestFields.stated("/statedAt", said.statedAt()),
                metadata);
    }

    private Uni<RestResponse<Answer>> recorded(
            ContactPermissionCommand command,
            ParsedStatement heard,
            Function<ContactPermissionEvent, UUID> id) {
        return permissions
                .handle(heard.controller(), heard.subject(), command, heard.metadata())
                .map(
                        decision ->
                                Answers.created(
                                                decision,
                                                new Answer(
                                                        id.apply(decision.only().event()),
                                                        heard.subject().value(),
                                                        decision.only().metadata().at()))
                                        .build());
    }
}
