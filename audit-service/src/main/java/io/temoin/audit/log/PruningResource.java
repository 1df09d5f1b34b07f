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

/** That a log was pruned, as its retention period wants it. */
@Path("/v1/logs/{log}/pruning")
@Tag(name = "Log")
@PermitAll
public class PruningResource {

    private static final String FRESH = "no-cache";
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final Statements statements;

    PruningResource(Statements statements) {
        this.statements = statements;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getPruning",
            summary = "The signed statement that the log was pruned",
            description =
                    "When all entries of a log have expired, its leaves and tiles are deleted. Its"
                            + " last checkpoint stays, with its original signatures, and proofs"
                            + " obtained earlier still verify. Keep the key that the log used at that"
                            + " time.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "A signed note (c2sp.org/signed-note)",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems("log-not-pruned")
    public Uni<RestResponse<String>> statement(@PathParam("log") String log) {
        return statements
                .pruned(log)
                .map(note -> ResponseBuilder.ok(note, TEXT).header("Cache-Control", FRESH).build());
    }

    @GET
    @Path("/proof")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getPruningProof",
            summary = "The proof that this statement is in the log of logs",
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
    @Problems({"log-not-pruned", "tile-unknown"})
    public Uni<RestResponse<byte[]>> proof(@PathParam("log") String log) {
        return statements
                .pruningProof(log)
                .map(
                        proof ->
                                ResponseBuilder.ok(proof, TEXT)
                                        .header("Cache-Control", FRESH)
                                        .build());
    }
}
