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

/** By whose signatures the operator says a log is to be believed. */
@Path("/v1/logs/{log}/policy")
@Tag(name = "Log")
@PermitAll
public class PolicyResource {

    private final Proofs proofs;

    PolicyResource(Proofs proofs) {
        this.proofs = proofs;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getPolicy",
            summary = "The log's keys and witnesses, and how many witnesses are enough",
            description =
                    "A policy file (c2sp.org/tlog-policy), as the operator recommends it. Anyone"
                            + " who does not trust the operator should take the keys from another"
                            + " source: the contract, or the witnesses themselves.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "For temoin-verify --policy and other tools that read policy files",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems("log-unknown")
    public Uni<RestResponse<byte[]>> policy(@PathParam("log") String log) {
        return proofs.policy(log)
                .map(
                        policy ->
                                ResponseBuilder.ok(policy, "text/plain;charset=UTF-8")
                                        .header("Cache-Control", "no-cache")
                                        .build());
    }
}
