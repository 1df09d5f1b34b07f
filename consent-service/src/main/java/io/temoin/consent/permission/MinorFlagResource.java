// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermissionCommand.FlagMinor;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.requests.Answers;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.requests.TimeOrderedId;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
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

/** A person who turns out to be under age. Their age is neither asked nor kept. */
@Path("/v1/minor-flags")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Minors")
public class MinorFlagResource {

    /** What the person said. */
    @Schema(name = "MinorFlagRequest")
    public record Request(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String number,
            @Schema(
                            required = true,
                            enumeration = {"VOICE", "WEB", "PAPER", "SMS", "IVR_DTMF"})
                    @Nullable String channel,
            @Schema(required = true, format = "date-time") @Nullable String statedAt) {}

    /** What was recorded. */
    @Schema(
            name = "MinorFlag",
            requiredProperties = {"id", "subject", "effectiveAt"})
    public record Answer(UUID id, String subject, Instant effectiveAt) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final ContactPermissionStream permissions;

    MinorFlagResource(
            Callers callers,
            Commands commands,
            PhoneNumbers numbers,
            Pseudonyms pseudonyms,
            ContactPermissionStream permissions) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.permissions = permissions;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "supervisor", "dialer", "dpo", "business-system"})
    @Operation(
            operationId = "flagMinor",
            summary = "The person is under age",
            description =
                    "The next decision to sell something is DENY, whoever asks for this controller; what"
                            + " the person consented to permits nothing. The call ends; its recording"
                            + " is stopped by who holds it.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded, and effective",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "recorded",
                                            value = ContactExamples.STATED)))
    @APIResponse(
            responseCode = "400",
            description = "request-invalid, idempotency-key-missing, stated-in-the-future")
    @APIResponse(
            responseCode = "403",
            description = "The role or the organisation may not do this: controller-not-authorised")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<Answer>> record(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "flag",
                                                            value = ContactExamples.WITHDRAWAL)))
                    @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, "minor-flags", key, request);
        FlagMinor command = command(request, caller, metadata);
        return permissions
                .handle(command.controller(), command.subject(), command, metadata)
                .map(
                        decision ->
                                Answers.created(
                                                decision,
                                                answer((MinorFlagged) decision.only().event()))
                                        .build());
    }

    private FlagMinor command(Request request, Caller caller, EventMetadata metadata) {
        return new FlagMinor(
                TimeOrderedId.of(metadata),
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", request.controller()),
                pseudonyms.of(caller.tenant(), numbers.parse("/number", request.number()).number()),
                RequestFields.oneOf("/channel", request.channel(), Channel.class),
                RequestFields.instant("/statedAt", request.statedAt()),
                metadata.at());
    }

    private static Answer answer(MinorFlagged recorded) {
        return new Answer(recorded.flag(), recorded.subject().value(), recorded.at());
    }
}
