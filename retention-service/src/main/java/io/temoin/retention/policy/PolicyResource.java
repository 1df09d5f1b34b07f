// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.retention.policy.domain.PolicyStage;
import io.temoin.retention.policy.domain.Purpose;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a tenant and its controllers have laid down on how long things are kept. */
@Path("/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies", description = "How long things are kept for each purpose")
public class PolicyResource {

    private static final String LIST = "policies";

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "PolicyPage", requiredProperties = "items")
    record PolicyPage(List<PolicyAnswer> items, @Nullable String next) {}

    private final PolicyStream policies;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Cursors cursors;

    PolicyResource(
            PolicyStream policies, AgreementStore agreements, Callers callers, Cursors cursors) {
        this.policies = policies;
        this.agreements = agreements;
        this.callers = callers;
        this.cursors = cursors;
    }

    /** A page of policies. */
    @GET
    @RolesAllowed({"dpo", "supervisor", "admin", "quality-analyst"})
    @Costly("searches")
    @Operation(
            operationId = "listPolicies",
            summary = "Retention policies that tenant and controllers have laid down",
            description =
                    "Those of the whole tenant, and those of the controllers that the caller works"
                            + " for, in the order in which they were proposed. What the law"
                            + " provides is in listPolicyPacks.")
    @APIResponse(
            responseCode = "200",
            description = "Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = PolicyPage.class)))
    public Uni<RestResponse<Page<PolicyAnswer>>> list(
            @QueryParam("purpose")
                    @Parameter(
                            description = "Only policies for this purpose.",
                            schema = @Schema(implementation = Purpose.class))
                    @Nullable String purpose,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        Purpose only = purpose(purpose);
        List<String> after = cursors.decode(caller.tenant(), LIST, cursor);
        URI asked = uri.getRequestUri();
        return Uni.combine()
                .all()
                .unis(policies.policies(caller.tenant()), agreements.visibility(caller))
                .with(
                        (all, seen) ->
                                all.stages().values().stream()
                                        .filter(stage -> PolicyAccess.sees(seen, stage))
                                        .filter(stage -> only == null || isFor(only, stage))
                                        .toList())
                .map(seen -> page(caller, rest(seen, after), wanted).answer(asked));
    }

    /** One policy, as of now. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "supervisor", "admin", "quality-analyst"})
    @Operation(operationId = "getPolicy", summary = "One retention policy")
    @APIResponse(
            responseCode = "200",
            description = "The policy in its current state.",
            content = @Content(schema = @Schema(implementation = PolicyAnswer.class)))
    @Problems("retention-policy-unknown")
    public Uni<PolicyAnswer> policy(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        return Uni.combine()
                .all()
                .unis(policies.policies(caller.tenant()), agreements.visibility(caller))
                .with((all, seen) -> answer(caller, PolicyAccess.visible(all, id, seen)));
    }

    private static PolicyAnswer answer(Caller caller, PolicyStage stage) {
        return PolicyAnswer.of(stage, PolicyAccess.isOwner(caller, stage.proposal().scope()));
    }

    private static boolean isFor(Purpose purpose, PolicyStage stage) {
        return stage.proposal().terms().purpose() == purpose;
    }

    /** Those after the last one of the page before. */
    private static List<PolicyStage> rest(List<PolicyStage> all, List<String> after) {
        if (after.isEmpty()) {
            return all;
        }
        UUID last = UUID.fromString(after.getFirst());
        List<UUID> ids = all.stream().map(stage -> stage.proposal().id()).toList();
        return all.subList(ids.indexOf(last) + 1, all.size());
    }

    private Page<PolicyAnswer> page(Caller caller, List<PolicyStage> rows, int wanted) {
        return Page.of(
                rows,
                wanted,
                stage -> answer(caller, stage),
                last ->
                        cursors.encode(
                                caller.tenant(), LIST, List.of(last.proposal().id().toString())));
    }

    private static @Nullable Purpose purpose(@Nullable String name) {
        try {
            return name == null ? null : Purpose.valueOf(name);
        } catch (IllegalArgumentException _) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "purpose", "The catalogue has no such purpose.");
        }
    }
}
