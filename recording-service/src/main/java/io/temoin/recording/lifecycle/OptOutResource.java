// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.lifecycle.domain.CallOptOut;
import io.temoin.recording.lifecycle.domain.OnRefusal;
import io.temoin.recording.lifecycle.domain.OptOut;
import io.temoin.recording.lifecycle.domain.OptOutOfRecording;
import io.temoin.recording.lifecycle.domain.RecordingOptedOut;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of the recording, said during the call: by whoever hears it, while the call goes on. It
 * is of the call that the receipt proves, not of a recording, whose id only the recorder knows. The
 * answer says what to do at once.
 */
@Path("/v1/call-opt-outs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Refusal", description = "The person refuses to be recorded during the call")
public class OptOutResource {

    /**
     * A refusal.
     *
     * @param at when the person said so (RFC 3339)
     */
    public record Refusal(@NotNull OffsetDateTime at, @NotNull OptOut.Channel channel) {}

    /**
     * What to do now.
     *
     * @param decision the call, by the decision that allowed it
     * @param instruction what has to follow at once
     * @param segment what becomes of the part recorded so far
     */
    @Schema(name = "OptOut")
    public record Answer(UUID decision, OnRefusal instruction, OptOut.Segment segment) {

        static Answer of(RecordingOptedOut said) {
            return new Answer(said.decision(), said.instruction(), said.segment());
        }
    }

    private final CallOptOutStream optOuts;
    private final CallActs acts;
    private final CallReceiptReader receipts;
    private final Callers callers;
    private final Commands commands;
    private final ExecutorService virtualThreads;

    OptOutResource(
            CallOptOutStream optOuts,
            CallActs acts,
            CallReceiptReader receipts,
            Callers callers,
            Commands commands,
            @VirtualThreads ExecutorService virtualThreads) {
        this.optOuts = optOuts;
        this.acts = acts;
        this.receipts = receipts;
        this.callers = callers;
        this.commands = commands;
        this.virtualThreads = virtualThreads;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"recorder", "dialer", "agent"})
    @Operation(
            operationId = "optOut",
            summary = "Report that the person refuses to be recorded during the call",
            description =
                    "Applies to every recording of the call, whatever its id: audio not uploaded"
                            + " yet is refused, stored audio is quarantined and destroyed"
                            + " immediately. If a law requires the recording, it is kept and the"
                            + " call has to end. The receipt identifies the call.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Refusal.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded; a repeated request changes nothing.",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems({
        "call-times-invalid",
        "receipt-missing",
        "receipt-invalid",
        "receipt-expired",
        "receipt-foreign",
        "receipt-keys-unavailable"
    })
    public Uni<Response> refuse(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Call-Receipt") @Parameter(required = true) @Nullable String receipt,
            @NotNull @Valid Refusal refusal) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "optOut", key, refusal);
        // On a thread that may wait: the keys of receipts may have to be fetched.
        return Uni.createFrom()
                .item(() -> receipts.read(receipt, caller.tenant(), metadata.at()))
                .runSubscriptionOn(virtualThreads)
                .flatMap(
                        permission ->
                                optOuts.handle(
                                        command(permission, caller, refusal, metadata), metadata))
                .flatMap(decision -> honoured(decision, metadata));
    }

    private static OptOutOfRecording command(
            RecordingPermission permission,
            Caller caller,
            Refusal refusal,
            EventMetadata metadata) {
        return new OptOutOfRecording(
                metadata.commandId(),
                RecordingStream.requester(caller),
                permission,
                refusal.channel(),
                refusal.at().toInstant().truncatedTo(ChronoUnit.MICROS),
                metadata.at());
    }

    /** Answered once every recording known of the call is set apart; repeating does it again. */
    private Uni<Response> honoured(
            CommandOutcome<CallOptOut, RecordingOptedOut> decision, EventMetadata metadata) {
        RecordingOptedOut said = Objects.requireNonNull(decision.state().said(), "said just now");
        return acts.honour(metadata.tenant(), said, metadata.correlation(), metadata.at())
                .map(_ -> answer(said, decision));
    }

    private static Response answer(
            RecordingOptedOut said, CommandOutcome<CallOptOut, RecordingOptedOut> decision) {
        return Answers.created(decision, Answer.of(said)).build().toResponse();
    }
}
