// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.ClientAddress;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.OpenConnection;
import io.temoin.chassis.requests.Problem;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.Passage;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.listening.ByteRange.Selection;
import io.temoin.recording.listening.GrantedListenings.Grant;
import io.temoin.recording.listening.Grants.Granted;
import io.temoin.recording.listening.RangeTransfer.Opening;
import io.temoin.recording.vault.AudioVault;
import io.temoin.recording.vault.OpenAudio;
import io.temoin.shredding.keys.KeyDestroyed;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The audio of a granted listening, whole or in part. Every byte is authenticated before it is
 * sent: altered audio breaks the answer off, it never becomes noise.
 */
@Path("/v1/recordings/{id}/audio")
@RunOnVirtualThread
@Produces("audio/wav")
@Tag(name = "Listening")
@Problems({
    "workstation-missing",
    "listening-token-missing",
    "listening-token-invalid",
    "listening-token-expired",
    "workstation-differs",
    "purpose-not-alive",
    "recording-quarantined",
    "restricted",
    "recording-erased"
})
@RevocationChecked
public class AudioResource {

    /**
     * Opened ahead of the network: with room for one segment only, each would wait for the other.
     */
    private static final int AHEAD = 8 * 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String PARTIAL = "The requested bytes; Content-Range says which.";

    private final AudioVault vault;
    private final Grants grants;
    private final GrantedListenings listenings;
    private final Playbacks playbacks;
    private final Callers callers;
    private final ClientAddress clients;
    private final Clock clock;

    AudioResource(
            AudioVault vault,
            Grants grants,
            GrantedListenings listenings,
            Playbacks playbacks,
            Callers callers,
            ClientAddress clients,
            Clock clock) {
        this.vault = vault;
        this.grants = grants;
        this.listenings = listenings;
        this.playbacks = playbacks;
        this.callers = callers;
        this.clients = clients;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"supervisor", "quality-analyst", "dpo", "authority"})
    @Parameter(
            name = GrantedListenings.WORKSTATION,
            in = ParameterIn.HEADER,
            required = true,
            description =
                    "The workstation on which it is heard: the one for which the listening session"
                            + " was granted.",
            schema = @Schema(type = SchemaType.STRING))
    @Costly("playbacks")
    @Operation(operationId = "getAudio", summary = "The audio, for a granted listening session")
    @APIResponse(
            responseCode = "200",
            description = "The whole audio.",
            content =
                    @Content(
                            mediaType = "audio/wav",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = PARTIAL,
            content =
                    @Content(
                            mediaType = "audio/wav",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Problems("range-not-satisfiable")
    public Response get(
            @PathParam("id") UUID id,
            @HeaderParam("Listening-Token") @Parameter(required = true) @Nullable String token,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @Context HttpServerRequest asked) {
        asked.response().setWriteQueueMaxSize(AHEAD);
        OpenConnection connection = new OpenConnection(asked);
        Granted granted = granted(id, token);
        // First, since whoever is refused here must leave no file open.
        Opening opening = opening(granted, asked);
        OpenAudio audio = open(granted);
        HeardAudio heard = heard(audio, granted);
        Selection selection =
                ByteRange.select(applies(ifRange, granted) ? range : null, heard.length());
        return switch (selection) {
            case Selection.Whole _ ->
                    whole(granted, heard.length())
                            .entity(
                                    body(
                                            audio,
                                            heard,
                                            new ByteRange(0, heard.length()),
                                            opening,
                                            connection))
                            .build();
            case Selection.Part(var part) ->
                    partial(granted, part, heard.length())
                            .entity(body(audio, heard, part, opening, connection))
                            .build();
            case Selection.Unsatisfiable _ -> {
                close(audio);
                yield unsatisfiable(granted, heard.length());
            }
        };
    }

    @HEAD
    @RolesAllowed({"supervisor", "quality-analyst", "dpo", "authority"})
    @Parameter(
            name = GrantedListenings.WORKSTATION,
            in = ParameterIn.HEADER,
            required = true,
            description =
                    "The workstation on which it is heard: the one for which the listening session"
                            + " was granted.",
            schema = @Schema(type = SchemaType.STRING))
    @Operation(
            operationId = "headAudio",
            summary = "Length and type of the audio of a granted listening session")
    @APIResponse(
            responseCode = "200",
            description = "As for GET; Content-Length is the length of the whole audio.")
    public Response head(
            @PathParam("id") UUID id,
            @HeaderParam("Listening-Token") @Parameter(required = true) @Nullable String token) {
        Granted granted = granted(id, token);
        OpenAudio audio = open(granted);
        long length = heard(audio, granted).length();
        close(audio);
        return whole(granted, length).build();
    }

    /** What may be heard; rejects whoever listens elsewhere than it was granted. */
    private Granted granted(UUID id, @Nullable String token) {
        Caller caller = callers.current();
        Granted granted = await(grants.require(caller, new RecordingId(id), token));
        granted.grant().requireWorkstation(caller.workstation());
        return granted;
    }

    private OpenAudio open(Granted granted) {
        try {
            return vault.open(
                    callers.current().tenant(),
                    granted.recording().value(),
                    granted.length(),
                    granted.sha256());
        } catch (KeyDestroyed _) {
            throw new Rejected(RecordingProblem.RECORDING_ERASED, "The recording was erased.");
        }
    }

    private Opening opening(Granted granted, HttpServerRequest asked) {
        Grant grant = granted.grant();
        InetAddress client = clients.of(asked);
        return listenings.opening(
                grant,
                granted.recording(),
                client == null ? "" : client.getHostAddress(),
                playbacks.requireOpen(grant.event().until()));
    }

    /** From here on something may be heard: first it is written down that it is being sent. */
    private StreamingOutput body(
            OpenAudio audio,
            HeardAudio heard,
            ByteRange range,
            Opening opening,
            OpenConnection connection) {
        AudioSending sending;
        RangeTransfer transfer;
        try {
            sending = AudioSending.of(heard, range);
            transfer =
                    await(playbacks.open(opening, sending.format(), sending.first(), connection));
        } catch (RuntimeException failure) {
            close(audio);
            throw failure;
        }
        return output -> {
            End end = End.CLIENT_GONE;
            try (audio) {
                end = sending.to(output, transfer, clock);
            } catch (AudioSending.Stopped stopped) {
                connection.reset();
                throw stopped;
            } catch (RuntimeException failure) {
                end = End.SERVICE_STOPPED;
                throw failure;
            } finally {
                playbacks.end(transfer, end);
            }
        };
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    /** Without If-Range, or with the tag of what is here: it never changes (RFC 9110 §13.1.5). */
    private static boolean applies(@Nullable String ifRange, Granted granted) {
        return ifRange == null || ifRange.equals(etag(granted));
    }

    private static ResponseBuilder whole(Granted granted, long length) {
        return common(Response.ok(), granted)
                .header("Content-Length", length)
                .type(granted.mediaType());
    }

    private static ResponseBuilder partial(Granted granted, ByteRange part, long length) {
        String range = "bytes " + part.first() + "-" + part.last() + "/" + length;
        return common(Response.status(Response.Status.PARTIAL_CONTENT), granted)
                .header("Content-Length", part.length())
                .header("Content-Range", range)
                .type(granted.mediaType());
    }

    private Response unsatisfiable(Granted granted, long length) {
        Problem problem =
                Problem.of(
                        "range-not-satisfiable",
                        416,
                        "The requested range lies outside the audio.",
                        "/v1/recordings/" + granted.recording().value() + "/audio",
                        callers.current().correlation());
        return common(Response.status(problem.status()), granted)
                .header("Content-Range", "bytes */" + length)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    /** Documented by {@link AudioHeaders}. */
    private static ResponseBuilder common(ResponseBuilder response, Granted granted) {
        return response.header("Accept-Ranges", "bytes")
                .header("ETag", etag(granted))
                .header("Cache-Control", "private, no-store")
                .header("Content-Disposition", "inline")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static String etag(Granted granted) {
        Passage passage = granted.grant().event().passage();
        return passage == null
                ? '"' + granted.sha256() + '"'
                : "\"%s-%d-%s\""
                        .formatted(
                                granted.sha256(),
                                passage.fromMs(),
                                Objects.toString(passage.toMs(), "end"));
    }

    /** Whoever verifies one passage hears that alone. */
    private static HeardAudio heard(OpenAudio audio, Granted granted) {
        try {
            return HeardAudio.of(audio, granted.grant().event().passage());
        } catch (RuntimeException failure) {
            close(audio);
            throw failure;
        }
    }

    private static void close(OpenAudio audio) {
        try {
            audio.close();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException("an audio file cannot be closed", failure);
        }
    }
}
