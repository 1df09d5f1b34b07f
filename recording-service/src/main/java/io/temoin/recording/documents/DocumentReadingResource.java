// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.documents.DocumentAnswers.Content;
import io.temoin.recording.documents.DocumentReading.Ground;
import io.temoin.recording.documents.DocumentReading.Opened;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the content of documents. Open to every role, because a refusal must leave a trace: who
 * may read is the document's decision, not the router's.
 */
@Path("/v1/documents/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents", description = "Analysis sheets and transcripts of recordings")
@RevocationChecked
public class DocumentReadingResource {

    private final DocumentReading reading;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;

    DocumentReadingResource(
            DocumentReading reading, Callers callers, Commands commands, StepUp stepUp) {
        this.reading = reading;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
    }

    @GET
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
    @Costly("listenings")
    @Operation(
            operationId = "readDocument",
            summary = "Read an analysis sheet or a transcript, for a purpose and a reason",
            description =
                    "The reading, or its refusal, is recorded before it is answered. Roles and"
                            + " purposes are those of listening to the recording; an agent may"
                            + " read the sheets about the agent's own work.")
    @APIResponse(
            responseCode = "200",
            description = "The document.",
            headers = @Header(name = "Event-Position"),
            content =
                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                            schema = @Schema(implementation = Content.class)))
    @Problems({
        "insufficient-user-authentication",
        "role-not-allowed",
        "purpose-not-alive",
        "recording-quarantined",
        "restricted",
        "document-unknown",
        "document-destroyed"
    })
    public Uni<RestResponse<Content>> read(
            @PathParam("id") UUID id,
            @QueryParam("purpose")
                    @Parameter(description = "What it is read for.", required = true)
                    @NotNull
                    @Pattern(regexp = "[A-Z][A-Z0-9_]{0,62}")
                    String purpose,
            @QueryParam("reason") @Parameter(description = "Why: a code.", required = true) @NotNull
                    AccessReason.Code reason,
            @QueryParam("reasonReference")
                    @Parameter(
                            description = "Where the reason is documented, such as a ticket.",
                            required = true)
                    @NotNull
                    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
                    String reference,
            @QueryParam("version")
                    @Parameter(
                            description =
                                    "How many rectifications the content is to include: 0 for the"
                                            + " document as it was added. The latest, if omitted;"
                                            + " others only for the DPO and authorities.")
                    @Min(0)
                    @Max(1_000_000)
                    @Nullable Integer version) {
        Caller caller = callers.current();
        stepUp.require(caller);
        FreeValues.impersonal("reasonReference", reference);
        Ground ground =
                new Ground(new PurposeCode(purpose), new AccessReason(reason, reference), version);
        // A reading that is repeated is another reading.
        EventMetadata metadata =
                commands.natural(caller, "readDocument/" + id, UUID.randomUUID().toString());
        return reading.read(caller, id, ground, metadata).map(DocumentReadingResource::answer);
    }

    private static RestResponse<Content> answer(Opened opened) {
        if (opened.event() instanceof DocumentReadRefused refused) {
            throw new Rejected(refused.code(), sentence(refused.code()));
        }
        Kept kept = opened.kept();
        if (kept == null) {
            throw new Rejected(
                    RecordingProblem.DOCUMENT_DESTROYED,
                    sentence(RecordingProblem.DOCUMENT_DESTROYED));
        }
        return RestResponse.ResponseBuilder.ok(
                        Content.of(kept, opened.version(), opened.sheet(), opened.transcript()))
                .header("Event-Position", opened.position())
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String sentence(RecordingProblem code) {
        return switch (code) {
            case DOCUMENT_UNKNOWN -> "No document has this id.";
            case DOCUMENT_DESTROYED -> "The document was destroyed.";
            case RECORDING_QUARANTINED ->
                    "The recording is in quarantine, and its documents with it.";
            case ROLE_NOT_ALLOWED ->
                    "Your role does not allow reading for this purpose, or this version.";
            case PURPOSE_NOT_ALIVE -> "The document no longer serves this purpose, or never did.";
            default -> "The request to read was refused.";
        };
    }
}
