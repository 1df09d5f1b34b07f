// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

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

/** Which periods the law provides, for who wants to know why something is kept. */
@Path("/v1/policy-packs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class PolicyPackResource {

    /** The versions that are kept. */
    @Schema(name = "PolicyPackList", requiredProperties = "items")
    record Listing(List<PolicyPackAnswer> items) {}

    private final PolicyPacks packs;

    PolicyPackResource(PolicyPacks packs) {
        this.packs = packs;
    }

    @GET
    @RolesAllowed({"dpo", "supervisor", "admin", "quality-analyst"})
    @Operation(
            operationId = "listPolicyPacks",
            summary = "Retention periods that the law provides, latest version first",
            description =
                    "All versions: superseded ones stay for the items that cite them. What nobody"
                            + " has compared with the law is included, disabled.")
    @APIResponse(
            responseCode = "200",
            description = "Every version, on one page",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Listing list() {
        return new Listing(packs.versions().all().stream().map(PolicyPackAnswer::of).toList());
    }
}
