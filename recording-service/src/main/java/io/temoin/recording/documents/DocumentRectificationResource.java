// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.documents.DocumentAnswers.Rectified;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Puts documents right that say something inaccurate of a person (GDPR art. 16). */
@Path("/v1/documents/{id}/rectifications")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents", description = "Analysis sheets and transcripts of recordings")
@RevocationChecked
public class DocumentRectificationResource {

    private final DocumentRectification rectification;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;

    DocumentRectificationResource(
            DocumentRectification rectification,
            Callers callers,
            Commands commands,
            StepUp stepUp) {
        this.rectification = rectification;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dpo")
    @Operation(
            operationId = "rectifyDocument",
            summary = "Put texts of an analysis sheet or a transcript right",
            description =
                    "Under an open request of the person for rectification. Readers see the new"
                            + " texts from then on; the old ones stay, sealed, until the document"
                            + " is destroyed. The rules of a transcript hold: no number of 13 or"
                            + " more digits is kept, and what was left out stays left out.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            implementation =
                                                    DocumentRequests.DocumentCorrection.class)))
    @APIResponse(
            responseCode = "201",
            description = "Put right; a repeated request changes nothing.",
            content = @Content(schema = @Schema(implementation = Rectified.class)))
    @Problems({
        "insufficient-user-authentication",
        "document-invalid",
        "document-unknown",
        "document-destroyed",
        "document-changed",
        "not-the-controller",
        "rectification-not-requested",
        "rectification-not-contested",
        "recording-quarantined"
    })
    public Uni<RestResponse<Rectified>> rectify(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid DocumentRequests.DocumentCorrection correction) {
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "rectifyDocument/" + id, key, correction);
        return rectification
                .rectify(caller, id, correction.request(), correction.texts(), metadata)
                .map(DocumentRectificationResource::answer);
    }

    private static RestResponse<Rectified> answer(CommandOutcome<Document, DocumentEvent> outcome) {
        if (!(outcome.state() instanceof Kept kept)) {
            throw new Rejected(RecordingProblem.DOCUMENT_DESTROYED, "The document was destroyed.");
        }
        return Answers.created(outcome, Rectified.of(kept))
                .header("Cache-Control", "no-store")
                .build();
    }
}
