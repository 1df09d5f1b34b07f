// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Callers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which logs a tenant has, and what strangers need to verify them. */
@Path("/v1/logs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proof")
public class LogResource {

    /** The logs of a tenant. */
    @Schema(name = "Logs", requiredProperties = "items")
    public record Logs(List<Log> items) {}

    /**
     * One log: that of half a year.
     *
     * @param origin the name in its checkpoints; with a scheme before it, its address
     * @param size entries under its last checkpoint
     * @param keys its checkpoints are verified with, as c2sp.org/signed-note writes them
     */
    @Schema(
            name = "Log",
            requiredProperties = {"id", "origin", "period", "size", "keys"})
    public record Log(String id, String origin, String period, long size, List<String> keys) {

        static Log of(Proofs.Published log) {
            return new Log(log.id(), log.origin(), log.period(), log.size(), log.keys());
        }
    }

    private final Proofs proofs;
    private final Callers callers;

    LogResource(Proofs proofs, Callers callers) {
        this.proofs = proofs;
        this.callers = callers;
    }

    @GET
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "listLogs",
            summary = "The tenant's logs and the keys that verify them",
            description =
                    "One log per half-year. Give its name and keys to anyone who is to verify it.")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first",
            content = @Content(schema = @Schema(implementation = Logs.class)))
    public Uni<Logs> logs() {
        return proofs.logs(callers.current().tenant())
                .map(logs -> new Logs(logs.stream().map(Log::of).toList()));
    }
}
