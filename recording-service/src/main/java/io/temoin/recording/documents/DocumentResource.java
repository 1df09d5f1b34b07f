// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.documents.DocumentAnswers.Summary;
import io.temoin.recording.documents.DocumentStore.Cursor;
import io.temoin.recording.documents.DocumentStore.Listed;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingRequesters.Requested;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Documents derived from one recording: adds them, and lists which there are. */
@Path("/v1/recordings/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents", description = "Analysis sheets and transcripts of recordings")
public class DocumentResource {

    private static final String LIST = "documents";

    /** Who sees all documents of a recording in the list; an agent sees those about own work. */
    private static final Set<String> SEE_ALL =
            Set.of("supervisor", "quality-analyst", "dpo", "admin");

    private final DocumentCreation creation;
    private final DocumentStore store;
    private final OwnSheets own;
    private final RecordingRequesters requesters;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;

    DocumentResource(
            DocumentCreation creation,
            DocumentStore store,
            OwnSheets own,
            RecordingRequesters requesters,
            Callers callers,
            Commands commands,
            Cursors cursors) {
        this.creation = creation;
        this.store = store;
        this.own = own;
        this.requesters = requesters;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
    }

    @POST
    @Path("/sheets")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"supervisor", "quality-analyst"})
    @Operation(
            operationId = "createSheet",
            summary = "Add an analysis sheet to a recording",
            description =
                    "Only while the recording may be listened to for the stated purpose. The"
                            + " sheet is sealed under a key of its own and outlives the audio;"
                            + " who evaluated is taken from the token.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DocumentRequests.Sheet.class)))
    @APIResponse(
            responseCode = "201",
            description = "Added; a repeated request changes nothing.",
            content = @Content(schema = @Schema(implementation = Summary.class)))
    @Problems({
        "document-invalid",
        "role-not-allowed",
        "purpose-not-alive",
        "recording-quarantined",
        "restricted",
        "recording-unknown",
        "recording-not-stored",
        "recording-erased"
    })
    public Uni<RestResponse<Summary>> createSheet(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid DocumentRequests.Sheet sheet) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "createSheet/" + id, key, sheet);
        return creation.sheet(caller, new RecordingId(id), sheet.by(caller), metadata)
                .map(DocumentResource::created);
    }

    @POST
    @Path("/transcripts")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"recorder", "business-system"})
    @Costly("uploads")
    @Operation(
            operationId = "createTranscript",
            summary = "Add a transcript to a recording",
            description =
                    "By a system of the organisation that recorded the call. The text of a segment"
                            + " that touches one of the gaps is not stored, nor is a number of 13"
                            + " or more digits. The transcript is destroyed with its recording.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            implementation =
                                                    DocumentRequests.TranscriptBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "Added; a repeated request changes nothing.",
            content = @Content(schema = @Schema(implementation = Summary.class)))
    @Problems({
        "document-invalid",
        "not-the-recorder",
        "purpose-not-alive",
        "recording-quarantined",
        "restricted",
        "recording-unknown",
        "recording-not-stored",
        "recording-erased"
    })
    public Uni<RestResponse<Summary>> createTranscript(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid DocumentRequests.TranscriptBody transcript) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "createTranscript/" + id, key, transcript);
        return creation.transcript(caller, new RecordingId(id), transcript.transcript(), metadata)
                .map(DocumentResource::created);
    }

    @GET
    @Path("/documents")
    @RolesAllowed({"agent", "supervisor", "quality-analyst", "dpo", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listDocuments",
            summary = "Documents derived from a recording, oldest first",
            description =
                    "Without their content. An agent sees the sheets about the agent's own work.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the list.",
            content = @Content(schema = @Schema(implementation = DocumentAnswers.Summaries.class)))
    @Problems("recording-unknown")
    public Uni<RestResponse<Page<Summary>>> list(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        Cursor after = after(caller, cursor);
        URI asked = uri.getRequestUri();
        RecordingId recording = new RecordingId(id);
        boolean all = caller.roles().stream().anyMatch(SEE_ALL::contains);
        return requesters
                .with(caller, recording)
                .invoke(DocumentResource::requireSeen)
                .flatMap(
                        _ ->
                                all
                                        ? store.list(caller.tenant(), recording, after, wanted + 1)
                                        : own.list(
                                                caller.tenant(),
                                                recording,
                                                caller.actor(),
                                                after,
                                                wanted + 1))
                .map(rows -> page(caller, rows, wanted).answer(asked));
    }

    private static void requireSeen(Requested requested) {
        if (!(requested.recording().state() instanceof Recording.Known known)
                || !requested.by().sees(known.call().controller(), known.call().processor())) {
            throw new Rejected(RecordingProblem.RECORDING_UNKNOWN, "No recording has this id.");
        }
    }

    private static RestResponse<Summary> created(CommandOutcome<Document, DocumentEvent> outcome) {
        if (!(outcome.state() instanceof Known known)) {
            throw new IllegalStateException("a document that was added is known");
        }
        return Answers.created(outcome, Summary.of(known))
                .header("Cache-Control", "no-store")
                .build();
    }

    private Page<Summary> page(Caller caller, List<Listed> rows, int wanted) {
        return Page.of(
                rows,
                wanted,
                Summary::of,
                last ->
                        cursors.encode(
                                caller.tenant(),
                                LIST,
                                List.of(last.createdAt().toString(), last.document().toString())));
    }

    private @Nullable Cursor after(Caller caller, @Nullable String cursor) {
        List<String> keys = cursors.decode(caller.tenant(), LIST, cursor);
        return keys.isEmpty()
                ? null
                : new Cursor(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)));
    }
}
