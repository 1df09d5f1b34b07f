// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.EntryRequests.SubmittedEntries;
import io.temoin.audit.intake.SubmissionAnswers.SubmissionResult;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Entries of the customer's own systems. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Intake", description = "Entries from the customer's own systems")
public class EntryIngestResource {

    private final SubmissionReading reading;
    private final Submissions submissions;
    private final Callers callers;

    EntryIngestResource(SubmissionReading reading, Submissions submissions, Callers callers) {
        this.reading = reading;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Takes up to 500 entries, all or none. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("business-system")
    @Operation(
            operationId = "addEntries",
            summary = "Submit entries from your own systems",
            description =
                    "1 to 500 entries, all or none; contracts/entries/entry.schema.json of the"
                            + " Temoin source repository defines them. The id is the idempotency"
                            + " key: the same id with the same content is the same entry. Anything"
                            + " that looks like a phone number or an e-mail address is refused. The"
                            + " entry records who submitted it.")
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
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    SubmittedEntries.class)))
                    byte @Nullable [] body) {
        Caller caller = callers.current();
        return submissions
                .rights(caller)
                .flatMap(rights -> submissions.take(caller, reading.entries(rights, body)))
                .map(SubmissionAnswers::of);
    }
}
