// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import jakarta.annotation.security.RolesAllowed;
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

/** What proves an entry to somebody who trusts nobody here. */
@Path("/v1/entries/{id}/proof")
@Tag(name = "Proof")
public class ProofResource {

    private final Cases cases;
    private final Callers callers;

    ProofResource(Cases cases, Callers callers) {
        this.cases = cases;
        this.callers = callers;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "getEntryProof",
            summary = "The proof that an entry is in the signed log",
            description =
                    "A self-contained file (c2sp.org/tlog-proof): index, path to the root and"
                            + " signed checkpoint. It does not reveal the entry's content. The"
                            + " service verifies the entry against the proof before returning it.")
    @APIResponse(
            responseCode = "200",
            description = "The proof",
            headers = @Header(name = "Content-Disposition"),
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems({"entry-unknown", "proof-not-yet", "trail-differs"})
    public Uni<RestResponse<byte[]>> proof(@PathParam("id") String id) {
        Caller caller = callers.current();
        return cases.proof(caller, id)
                .map(
                        proof ->
                                ResponseBuilder.ok(proof.bytes(), "text/plain;charset=UTF-8")
                                        .header(
                                                "Content-Disposition",
                                                "attachment; filename=\"entry.tlog-proof\"")
                                        .build());
    }
}
