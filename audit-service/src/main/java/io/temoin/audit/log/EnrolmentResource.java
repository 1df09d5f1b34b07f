// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Problems;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The inclusion of a log's checkpoints in the log of logs. */
@Path("/v1/logs/{log}/enrolment")
@Tag(name = "Log")
@PermitAll
public class EnrolmentResource {

    private static final String FRESH = "no-cache";
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final Statements statements;

    EnrolmentResource(Statements statements) {
        this.statements = statements;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getEnrolment",
            summary = "The log's latest checkpoint in the log of logs",
            description =
                    "The log of logs includes checkpoints of all logs: by default, one a minute for"
                            + " each log that has grown. It has the id log-of-logs and is read like"
                            + " any other log; its leaves have 33 bytes: 0x02, and the SHA-256 hash"
                            + " of the text of a checkpoint, without its signatures.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "A signed note (c2sp.org/tlog-checkpoint)",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems("checkpoint-not-enrolled")
    public Uni<RestResponse<String>> checkpoint(@PathParam("log") String log) {
        return statements
                .enrolled(log)
                .map(note -> ResponseBuilder.ok(note, TEXT).header("Cache-Control", FRESH).build());
    }

    @GET
    @Path("/proof")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getEnrolmentProof",
            summary = "The proof that this checkpoint is in the log of logs",
            description =
                    "c2sp.org/tlog-proof; its extra data is the leaf. The policy of the log of logs"
                            + " states whose signatures the proof needs.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "A self-contained proof",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems({"checkpoint-not-enrolled", "tile-unknown"})
    public Uni<RestResponse<byte[]>> proof(@PathParam("log") String log) {
        return statements
                .enrolmentProof(log)
                .map(
                        proof ->
                                ResponseBuilder.ok(proof, TEXT)
                                        .header("Cache-Control", FRESH)
                                        .build());
    }
}
