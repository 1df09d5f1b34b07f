// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.SubmissionAnswers.SubmissionResult;
import io.temoin.audit.intake.domain.EventForm;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Hand in documents of the Elastic Common Schema. */
@Path("/v1/entries/ecs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Intake")
public class EcsIngestResource {

    private static final String LINES = "application/x-ndjson";

    private final SubmissionReading reading;
    private final Submissions submissions;
    private final Callers callers;

    EcsIngestResource(SubmissionReading reading, Submissions submissions, Callers callers) {
        this.reading = reading;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Takes up to 500 events, all or none. */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, LINES})
    @RolesAllowed("business-system")
    @Operation(
            operationId = "addEcsEvents",
            summary = "Submit documents in the Elastic Common Schema",
            description =
                    "Documents of the Elastic Common Schema with event.id, event.action, @timestamp"
                            + " and user.id. The field mapping is in docs/intake.md of the Temoin"
                            + " source repository. Fields that name a person or a network address"
                            + " are dropped; documents that cannot be mapped are refused. One"
                            + " event, an array, or JSON Lines: 1 to 500, all or none.")
    @APIResponse(
            responseCode = "201",
            description = "The entries are in the trail and will be added to the log shortly.",
            content = @Content(schema = @Schema(implementation = SubmissionResult.class)))
    @APIResponse(
            responseCode = "200",
            description = "All entries had already been accepted; nothing was added.",
            headers = @Header(name = "Idempotent-Replay"),
            content = @Content(schema = @Schema(implementation = SubmissionResult.class)))
    @Problems({"entry-of-another", "entry-id-reused"})
    public Uni<RestResponse<SubmissionResult>> add(
            @QueryParam("source")
                    @Parameter(
                            required = true,
                            description =
                                    "The sending system: 1 to 32 characters from a-z, 0-9 and -.")
                    @Nullable String source,
            @Context HttpHeaders headers,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(oneOf = {Map.class, List.class})),
                                @Content(
                                        mediaType = LINES,
                                        schema = @Schema(type = SchemaType.STRING))
                            })
                    byte @Nullable [] body) {
        Caller caller = callers.current();
        boolean lines = MediaType.valueOf(LINES).isCompatible(headers.getMediaType());
        return submissions
                .rights(caller)
                .flatMap(
                        rights ->
                                submissions.take(
                                        caller,
                                        reading.events(rights, body, lines, source, EventForm.ECS)))
                .map(SubmissionAnswers::of);
    }
}
