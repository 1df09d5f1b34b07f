// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.documents.ContestedPassages;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.Passage;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RequestListening;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.listening.ListeningToken.Claim;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Asks to hear a recording. Open to every role, because a refusal must leave a trace: who may
 * listen is the recording's decision, not the router's.
 */
@Path("/v1/recordings/{id}/listenings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Listening", description = "Listen to a recording, for a purpose and a reason")
@RevocationChecked
public class ListeningResource {

    /** Why somebody wants to listen. */
    @Schema(name = "ListeningReason")
    public record Reason(
            @NotNull AccessReason.Code code,
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}") String reference) {}

    /** What is asked for. */
    @Schema(name = "ListeningRequest")
    public record Request(
            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,62}") String purpose,
            @NotNull @Valid Reason reason) {}

    /**
     * A granted listening.
     *
     * @param until when it ends
     * @param passage the only part that may be heard; absent for all of it
     * @param token to be sent as {@code Listening-Token} with every request for the audio
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listening(
            UUID id, UUID recording, Instant until, @Nullable Passage passage, String token) {}

    private final RecordingStream recordings;
    private final RecordingRequesters requesters;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;
    private final ContestedPassages passages;
    private final ListeningToken tokens;
    private final MeterRegistry metrics;
    private final Duration lasts;

    ListeningResource(
            RecordingStream recordings,
            RecordingRequesters requesters,
            Callers callers,
            Commands commands,
            StepUp stepUp,
            ContestedPassages passages,
            ListeningToken tokens,
            MeterRegistry metrics,
            RecordingConfig config) {
        this.recordings = recordings;
        this.requesters = requesters;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
        this.passages = passages;
        this.tokens = tokens;
        this.metrics = metrics;
        this.lasts = config.listening().ttl();
        // Both from the first listening on: a counter that is born with 1 does not seem to have
        // risen.
        counter("granted");
        counter("refused");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        "agent",
        "supervisor",
        "quality-analyst",
        "dpo",
        "legal",
        "soc-analyst",
        "admin",
        "integrator",
        "dialer",
        "recorder",
        "business-system",
        "authority"
    })
    @Parameter(
            name = GrantedListenings.WORKSTATION,
            in = ParameterIn.HEADER,
            required = true,
            description =
                    "The workstation on which the recording will be played; playback is possible"
                            + " only there.",
            schema = @Schema(type = SchemaType.STRING))
    @Costly("listenings")
    @Operation(
            operationId = "requestListening",
            summary = "Request to listen to a recording, for a purpose and a reason",
            description =
                    "The result, granted or refused, is recorded before it is returned. A"
                            + " granted request returns a token for `GET"
                            + " /v1/recordings/{id}/audio`. While a request of the person restricts"
                            + " the recording, the controller's DPO hears the passage that an open"
                            + " request for rectification contests, with the reason"
                            + " DATA_SUBJECT_REQUEST and the id of that request: the audio is then"
                            + " that passage alone.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Request.class)))
    @APIResponse(
            responseCode = "201",
            description = "Granted.",
            content = @Content(schema = @Schema(implementation = Listening.class)))
    @Problems({
        "workstation-missing",
        "insufficient-user-authentication",
        "role-not-allowed",
        "purpose-not-alive",
        "recording-quarantined",
        "restricted",
        "recording-unknown",
        "recording-not-stored",
        "recording-erased"
    })
    public Uni<RestResponse<Listening>> request(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid Request request) {
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "requestListening/" + id, key, request);
        GrantedListenings.requireNamed(caller.workstation());
        RecordingId recording = new RecordingId(id);
        AccessReason reason = reason(request.reason());
        return Uni.combine()
                .all()
                .unis(
                        requesters.find(caller, recording),
                        passages.find(caller.tenant(), recording, reason))
                .with(
                        (requester, passage) ->
                                new RequestListening(
                                        recording,
                                        metadata.commandId(),
                                        requester,
                                        new PurposeCode(request.purpose()),
                                        reason,
                                        passage.orElse(null),
                                        metadata.at().plus(lasts),
                                        metadata.at()))
                .flatMap(command -> recordings.handle(recording, command, metadata))
                .map(decision -> answer(caller, decision));
    }

    private static AccessReason reason(Reason reason) {
        FreeValues.impersonal("/reason/reference", reason.reference());
        return new AccessReason(reason.code(), reason.reference());
    }

    private RestResponse<Listening> answer(
            Caller caller, CommandOutcome<Recording, RecordingEvent> decision) {
        return switch (decision.only().event()) {
            case ListeningGranted granted -> granted(caller, granted, decision);
            case ListeningRefused refused -> throw refused(refused, decision.repeated());
            case RecordingEvent other ->
                    throw new IllegalStateException("a request for listening caused " + other);
        };
    }

    private RestResponse<Listening> granted(
            Caller caller,
            ListeningGranted event,
            CommandOutcome<Recording, RecordingEvent> decision) {
        if (!(decision.state() instanceof Stored)) {
            throw new Rejected(
                    RecordingProblem.RECORDING_ERASED,
                    "The recording has been erased in the meantime.");
        }
        count("granted", decision.repeated());
        Claim claim =
                new Claim(
                        event.listening(),
                        event.recording(),
                        event.grantee().actor(),
                        event.until());
        Listening listening =
                new Listening(
                        event.listening(),
                        event.recording().value(),
                        event.until(),
                        event.passage(),
                        tokens.issue(caller.tenant(), claim));
        return Answers.created(decision, listening).header("Cache-Control", "no-store").build();
    }

    private Rejected refused(ListeningRefused event, boolean repeated) {
        count("refused", repeated);
        return new Rejected(event.code(), sentence(event.code()));
    }

    private void count(String outcome, boolean repeated) {
        if (!repeated) {
            counter(outcome).increment();
        }
    }

    private Counter counter(String outcome) {
        return metrics.counter("temoin.listenings", "outcome", outcome);
    }

    private static String sentence(RecordingProblem code) {
        return switch (code) {
            case RECORDING_UNKNOWN -> "No recording has this id.";
            case RECORDING_NOT_STORED -> "The recording has no audio yet.";
            case RECORDING_QUARANTINED ->
                    "The recording is in quarantine; its audio will be erased soon.";
            case RESTRICTED ->
                    "A request of the person restricts the recording; only the data protection"
                            + " officer may listen to it, for a legal claim, or to the passage that"
                            + " an open request for rectification contests.";
            case RECORDING_ERASED -> "The recording was erased.";
            case ROLE_NOT_ALLOWED -> "Your role does not allow listening for this purpose.";
            case PURPOSE_NOT_ALIVE -> "The recording no longer serves this purpose, or never did.";
            default -> "The request to listen was refused.";
        };
    }
}
