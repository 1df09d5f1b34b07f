// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problem;
import io.temoin.eventsourcing.store.Decision;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.lifecycle.domain.OnRefusal;
import io.temoin.recording.lifecycle.domain.OptOut;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.RecordingCommand.OptOutOfRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingOptedOut;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of the recording, said in the call: by whoever hears it, while the call goes on. The
 * answer says what to do at once.
 */
@Path("/v1/recordings/{id}/opt-outs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Refusal", description = "The person refuses the recording in the call")
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
     * @param instruction what has to follow at once
     * @param segment what becomes of the part recorded so far
     */
    public record Answer(UUID recording, OnRefusal instruction, OptOut.Segment segment) {

        static Answer of(UUID id, Decision<Recording, RecordingEvent> decision) {
            for (var recorded : decision.newEvents()) {
                if (recorded.event() instanceof RecordingOptedOut said) {
                    return new Answer(id, said.instruction(), said.segment());
                }
            }
            if (decision.state() instanceof Known known) {
                return new Answer(id, known.call().onRefusal(), known.call().segmentOnRefusal());
            }
            throw new IllegalStateException("who refused before is known");
        }
    }

    private final RecordingStream recordings;
    private final CallReceiptReader receipts;
    private final Callers callers;
    private final Commands commands;
    private final ExecutorService virtualThreads;

    OptOutResource(
            RecordingStream recordings,
            CallReceiptReader receipts,
            Callers callers,
            Commands commands,
            @VirtualThreads ExecutorService virtualThreads) {
        this.recordings = recordings;
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
            summary = "Say that the person refuses the recording in the call",
            description =
                    "The part recorded so far goes: what is not uploaded yet is not taken any more, what"
                            + " is stored is set apart and destroyed at once. Where a law orders the"
                            + " recording kept, it stays and the call has to end. Before the recording"
                            + " is uploaded, send the receipt of the call.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Refusal.class),
                            examples =
                                    @ExampleObject(
                                            name = "key pressed",
                                            value =
                                                    """
                                                    {
                                                      "at": "2026-11-24T10:03:10Z",
                                                      "channel": "KEY"
                                                    }""")))
    @APIResponse(
            responseCode = "201",
            description = "Recorded; repeating changes nothing.",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples =
                                    @ExampleObject(
                                            name = "go on unrecorded",
                                            value =
                                                    """
                                                    {
                                                      "recording": "01990000-0000-7000-8000-000000000001",
                                                      "instruction": "CONTINUE_UNRECORDED",
                                                      "segment": "DELETED"
                                                    }""")))
    @APIResponse(
            responseCode = "400",
            description = "idempotency-key-missing, request-invalid, call-times-invalid")
    @APIResponse(
            responseCode = "403",
            description =
                    "receipt-invalid, receipt-expired, receipt-foreign, or the role does not allow it")
    @APIResponse(responseCode = "404", description = "recording-unknown")
    @APIResponse(responseCode = "409", description = "recording-registered-otherwise")
    @APIResponse(responseCode = "413", description = "request-too-large")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    @APIResponse(responseCode = "503", description = "receipt-keys-unavailable")
    public Uni<Response> refuse(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Call-Receipt")
                    @Parameter(description = "Needed before the recording is uploaded.")
                    @Nullable String receipt,
            @NotNull @Valid Refusal refusal) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "optOut/" + id, key, refusal);
        // On a thread that may wait: the keys of receipts may have to be fetched.
        return Uni.createFrom()
                .item(() -> command(id, caller, receipt, refusal, metadata.at()))
                .runSubscriptionOn(virtualThreads)
                .flatMap(command -> recordings.handle(command.recording(), command, metadata))
                .map(decision -> answer(id, decision))
                .onFailure(ReceiptKeysUnavailable.class)
                .recoverWithItem(() -> keysUnavailable(id, caller));
    }

    private OptOutOfRecording command(
            UUID id, Caller caller, @Nullable String receipt, Refusal refusal, Instant now) {
        RecordingPermission permission =
                receipt == null || receipt.isBlank()
                        ? null
                        : receipts.read(receipt, caller.tenant(), now);
        return new OptOutOfRecording(
                new RecordingId(id),
                RecordingStream.requester(caller),
                permission,
                refusal.channel(),
                refusal.at().toInstant().truncatedTo(ChronoUnit.MICROS),
                now);
    }

    private static Response answer(UUID id, Decision<Recording, RecordingEvent> decision) {
        var response =
                Response.status(Response.Status.CREATED)
                        .entity(Answer.of(id, decision))
                        .header("Event-Position", decision.version());
        return (decision.repeated() ? response.header("Idempotent-Replay", "true") : response)
                .build();
    }

    private static Response keysUnavailable(UUID id, Caller caller) {
        Problem problem =
                Problem.of(
                        "receipt-keys-unavailable",
                        503,
                        "Receipts cannot be verified yet; repeat the request.",
                        "/v1/recordings/" + id + "/opt-outs",
                        caller.correlation());
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
    }
}
