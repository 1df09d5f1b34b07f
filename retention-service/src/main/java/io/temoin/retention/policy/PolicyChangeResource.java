// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.StepUp;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.policy.PolicyRequests.ProposalRequest;
import io.temoin.retention.policy.PolicyRequests.WithdrawalRequest;
import io.temoin.retention.policy.domain.PolicyCommand;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.ProposePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.WithdrawPolicy;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyStage;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.policy.domain.PolicyTerms;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Lays policies down, by two persons, and takes them back. */
@Path("/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class PolicyChangeResource {

    private final PolicyStream policies;
    private final PolicyResolver resolver;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;

    PolicyChangeResource(
            PolicyStream policies,
            PolicyResolver resolver,
            AgreementStore agreements,
            Callers callers,
            Commands commands,
            StepUp stepUp) {
        this.policies = policies;
        this.resolver = resolver;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
    }

    /** Proposes a policy. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "proposePolicy",
            summary = "Propose a retention policy",
            description =
                    "It can only shorten a maximum or lengthen a minimum that applies anyway, by"
                            + " the law or by a wider policy. It applies once a second person has"
                            + " activated it. Where the catalogue's policy is disabled, it lays"
                            + " down the first one.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ProposalRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Proposed; it does not apply yet.",
            headers = {@Header(name = "Location"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = PolicyAnswer.class)))
    @Problems({
        "policy-of-another",
        "policy-unsourced",
        "policy-without-effect",
        "policy-not-adjustable",
        "policy-trigger-differs",
        "maximum-below-minimum",
        "policy-loosened",
        "policy-overlaps",
        "policy-state-conflict"
    })
    public Uni<RestResponse<PolicyAnswer>> propose(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable ProposalRequest request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a policy as JSON.");
        }
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "proposePolicy", key, request);
        PolicyScope scope = request.scope();
        PolicyTerms terms = request.terms(metadata.at());
        PolicyAccess.requireOwner(caller, scope);
        UUID replaces = request.parsedReplaces();
        return resolver.law(metadata.tenant(), scope, terms, metadata.at())
                .chain(
                        law ->
                                record(
                                        new ProposePolicy(
                                                metadata.commandId(),
                                                scope,
                                                terms,
                                                law.orElse(null),
                                                replaces,
                                                caller.actor(),
                                                metadata.at()),
                                        metadata))
                .map(
                        answer ->
                                answer.header("Location", "/v1/policies/" + metadata.commandId())
                                        .build());
    }

    /** Activates a policy that somebody else has proposed. */
    @POST
    @Path("/{id}/activations")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "activatePolicy",
            summary = "Activate a proposed retention policy",
            description =
                    "Whoever proposed it cannot activate it. It applies to what begins from its"
                            + " first day on: recordings that are retained already stay under"
                            + " their policies, other items are planned again.")
    @APIResponse(
            responseCode = "201",
            description = "Active",
            headers = @Header(name = "Idempotent-Replay"),
            content = @Content(schema = @Schema(implementation = PolicyAnswer.class)))
    @Problems({
        "retention-policy-unknown",
        "policy-of-another",
        "same-person",
        "policy-not-adjustable",
        "policy-trigger-differs",
        "maximum-below-minimum",
        "policy-loosened",
        "policy-overlaps",
        "policy-state-conflict"
    })
    public Uni<RestResponse<PolicyAnswer>> activate(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "activatePolicy/" + id, key, null);
        return owned(caller, id)
                .chain(
                        proposal ->
                                resolver.law(
                                                metadata.tenant(),
                                                proposal.scope(),
                                                proposal.terms(),
                                                metadata.at())
                                        .chain(
                                                law ->
                                                        record(
                                                                new ActivatePolicy(
                                                                        proposal.id(),
                                                                        law.orElse(null),
                                                                        caller.actor(),
                                                                        metadata.at()),
                                                                metadata)))
                .map(ResponseBuilder::build);
    }

    /** Takes a policy back. */
    @POST
    @Path("/{id}/withdrawals")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "withdrawPolicy",
            summary = "Withdraw a retention policy",
            description =
                    "What applies without it applies to recordings that are retained from now on;"
                            + " those that are retained already stay under their policies, other items"
                            + " are planned again.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = WithdrawalRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Withdrawn",
            headers = @Header(name = "Idempotent-Replay"),
            content = @Content(schema = @Schema(implementation = PolicyAnswer.class)))
    @Problems({"retention-policy-unknown", "policy-of-another", "policy-state-conflict"})
    public Uni<RestResponse<PolicyAnswer>> withdraw(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable WithdrawalRequest request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a withdrawal as JSON.");
        }
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "withdrawPolicy/" + id, key, request);
        String reason = request.parsedReason();
        return owned(caller, id)
                .chain(
                        proposal ->
                                record(
                                        new WithdrawPolicy(
                                                proposal.id(),
                                                reason,
                                                caller.actor(),
                                                metadata.at()),
                                        metadata))
                .map(ResponseBuilder::build);
    }

    /** What was proposed, if it exists for the caller, who may decide on it. */
    private Uni<Proposal> owned(Caller caller, String id) {
        return Uni.combine()
                .all()
                .unis(policies.policies(caller.tenant()), agreements.visibility(caller))
                .with((all, seen) -> PolicyAccess.visible(all, id, seen).proposal())
                .invoke(proposal -> PolicyAccess.requireOwner(caller, proposal.scope()));
    }

    private Uni<ResponseBuilder<PolicyAnswer>> record(
            PolicyCommand command, EventMetadata metadata) {
        return policies.handle(command, metadata)
                .map(
                        outcome -> {
                            PolicyStage stage =
                                    Objects.requireNonNull(outcome.state().find(command.policy()));
                            return Answers.created(outcome, PolicyAnswer.of(stage, true));
                        });
    }
}
