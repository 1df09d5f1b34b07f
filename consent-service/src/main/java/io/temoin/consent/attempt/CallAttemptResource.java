// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.attempt;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.CallOutcome;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReportAttempt;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.TimeOrderedId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What became of a call, so that people are not tried too often and a refusal counts at once. */
@Path("/v1/call-attempts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Call attempts", description = "Outcomes of calls")
public class CallAttemptResource {

    /** A call that was made, or was not. */
    @Schema(name = "CallAttemptRequest")
    public record Request(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String number,
            @Schema(
                            required = true,
                            enumeration = {"PROSPECTING_CALL", "CUSTOMER_SERVICE"})
                    @Nullable String purpose,
            @Schema(
                            description =
                                    "Id of the call decision; mandatory for processors, and for"
                                            + " NOT_DIALLED.",
                            format = "uuid")
                    @Nullable String decision,
            @Schema(required = true, implementation = CallOutcome.class) @Nullable String outcome,
            @Schema(
                            required = true,
                            format = "date-time",
                            description = "When the number was dialled.")
                    @Nullable String attemptedAt,
            @Schema(
                            format = "date-time",
                            description =
                                    "When the person said they do not want to be called again;"
                                            + " mandatory for REFUSED.")
                    @Nullable String refusedAt) {}

    /** What was recorded; of a refusal also the statements it consists of. */
    @Schema(
            name = "CallAttempt",
            requiredProperties = {"id", "subject", "recordedAt", "attemptRecorded"})
    public record Answer(
            @Schema(description = "Id of the report.") UUID id,
            String subject,
            Instant recordedAt,
            @Schema(
                            description =
                                    "False if only the person's refusal was recorded, because the"
                                            + " caller is not allowed to report the attempt"
                                            + " itself.")
                    boolean attemptRecorded,
            @Nullable UUID withdrawal,
            @Nullable UUID objection) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final ContactPermissionStream permissions;
    private final Mandates mandates;

    CallAttemptResource(
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
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "dialer"})
    @Operation(
            operationId = "reportCallAttempt",
            summary = "Report the outcome of a call",
            description =
                    "An allowed call counts towards the frequency cap unless and until it is"
                            + " reported as NOT_DIALLED. REFUSED records a withdrawal and an"
                            + " objection at that time, for every processor of the controller; both"
                            + " are published as events, so that scheduled callbacks to this person"
                            + " can be cancelled. If the caller is not allowed to report the"
                            + " attempt, the person's refusal is recorded all the same, without the"
                            + " attempt. Several reports for one decision count as one attempt. The"
                            + " decision must have been given to the caller's organisation for this"
                            + " person and purpose, and before the call. Only the controller can"
                            + " report a call for which no decision was requested; a call that was"
                            + " denied can also be reported by the processor that asked, while its"
                            + " agreement is in force.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems({
        "stated-in-the-future",
        "attempt-contradictory",
        "decision-missing",
        "controller-not-authorised",
        "processor-not-authorised",
        "decision-unknown",
        "attempt-made"
    })
    public Uni<RestResponse<Answer>> report(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, "call-attempts", key, request);
        return command(request, caller, metadata)
                .flatMap(
                        command ->
                                permissions
                                        .handle(
                                                command.controller(),
                                                command.subject(),
                                                command,
                                                metadata)
                                        .map(
                                                decision ->
                                                        Answers.created(
                                                                        decision,
                                                                        answer(command, decision))
                                                                .build()));
    }

    private Uni<ReportAttempt> command(Request request, Caller caller, EventMetadata metadata) {
        ReportAttempt told = told(request, caller, metadata);
        return Uni.combine()
                .all()
                .unis(
                        permissions.decision(
                                caller, told.controller(), told.subject(), told.decision()),
                        mandates.find(
                                caller.tenant(),
                                told.by(),
                                told.controller(),
                                Assignment.anything(told.now())))
                .with((decided, mandate) -> told.under(decided.orElse(null), mandate));
    }

    private ReportAttempt told(Request request, Caller caller, EventMetadata metadata) {
        String refusedAt = request.refusedAt();
        return new ReportAttempt(
                new ReportAttempt.Ids(
                        TimeOrderedId.of(metadata),
                        TimeOrderedId.of(metadata, 1),
                        TimeOrderedId.of(metadata, 2)),
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", request.controller()),
                pseudonyms.of(caller.tenant(), numbers.parse("/number", request.number()).number()),
                RequestFields.callPurpose("/purpose", request.purpose()),
                RequestFields.optionalId("/decision", request.decision()),
                null,
                null,
                RequestFields.oneOf("/outcome", request.outcome(), CallOutcome.class),
                RequestFields.instant("/attemptedAt", request.attemptedAt()),
                refusedAt == null ? null : RequestFields.instant("/refusedAt", refusedAt),
                metadata.at());
    }

    private static Answer answer(
            ReportAttempt report,
            CommandOutcome<ContactPermission, ContactPermissionEvent> decision) {
        List<ContactPermissionEvent> events =
                decision.newEvents().stream().map(RecordedEvent::event).toList();
        EventMetadata metadata = decision.newEvents().getFirst().metadata();
        return new Answer(
                TimeOrderedId.of(metadata),
                report.subject().value(),
                metadata.at(),
                first(CallAttempted.class, events).isPresent(),
                first(ConsentWithdrawn.class, events)
                        .map(ConsentWithdrawn::withdrawal)
                        .orElse(null),
                first(MarketingObjectionRecorded.class, events)
                        .map(MarketingObjectionRecorded::objection)
                        .orElse(null));
    }

    private static <E extends ContactPermissionEvent> Optional<E> first(
            Class<E> type, List<ContactPermissionEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
