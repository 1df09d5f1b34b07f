// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.Uuids;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.policy.PolicyAccess;
import io.temoin.retention.policy.PolicyResolver;
import io.temoin.retention.policy.PolicyStream;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.policy.domain.TenantPolicies;
import io.temoin.retention.simulation.SimulationStore.Counted;
import io.temoin.retention.simulation.SimulationStore.Known;
import io.temoin.retention.simulation.SimulationStore.Phase;
import io.temoin.retention.simulation.domain.SimulationProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Says what a proposed policy would change before somebody activates it. Nothing is changed: no
 * event is recorded, no item is planned again.
 */
@Path("/v1/policies/{id}/simulations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class SimulationResource {

    /** Documents the list; answers are {@code Page}s. */
    @Schema(name = "SimulatedCountPage", requiredProperties = "items")
    record CountPage(List<SimulatedCountAnswer> items, @Nullable String next) {}

    private final SimulationStore simulations;
    private final PolicyStream policies;
    private final PolicyResolver resolver;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final Clock clock;

    SimulationResource(
            SimulationStore simulations,
            PolicyStream policies,
            PolicyResolver resolver,
            AgreementStore agreements,
            Callers callers,
            Commands commands,
            Cursors cursors,
            Clock clock) {
        this.simulations = simulations;
        this.policies = policies;
        this.resolver = resolver;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** Queues a simulation. */
    @POST
    @Costly("simulations")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "simulatePolicy",
            summary = "Simulate a proposed retention policy",
            description =
                    "Counts everything stored in the scope of the policy: what becomes of it now,"
                            + " and what would if the policy were active. Carried out after the"
                            + " answer; nothing is changed. Recordings stay under the policies that"
                            + " they were retained under. A proposal that could not be activated"
                            + " is refused.")
    @APIResponse(
            responseCode = "202",
            description = "Queued; Location leads to its progress and result.",
            headers = {@Header(name = "Location"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = SimulationAnswer.class)))
    @Problems({
        "retention-policy-unknown",
        "policy-of-another",
        "policy-not-adjustable",
        "policy-trigger-differs",
        "maximum-below-minimum",
        "policy-loosened",
        "policy-overlaps",
        "policy-state-conflict"
    })
    public Uni<RestResponse<SimulationAnswer>> simulate(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "simulatePolicy/" + id, key, null);
        UUID simulation = metadata.commandId();
        return owned(caller, id)
                .flatMap(
                        owned ->
                                simulations
                                        .find(
                                                caller.tenant(),
                                                owned.proposal().id(),
                                                simulation,
                                                clock.instant())
                                        .flatMap(
                                                known ->
                                                        known == null
                                                                ? added(owned, metadata)
                                                                : shown(caller, known)
                                                                        .map(
                                                                                answer ->
                                                                                        accepted(
                                                                                                answer,
                                                                                                true))));
    }

    /** A policy that could not be activated is not worth the work. */
    private Uni<RestResponse<SimulationAnswer>> added(Owned owned, EventMetadata metadata) {
        Proposal proposal = owned.proposal();
        UUID simulation = metadata.commandId();
        return resolver.simulate(metadata.tenant(), owned.all(), proposal, metadata.at())
                .chain(_ -> simulations.add(metadata.tenant(), simulation, proposal, metadata.at()))
                .map(
                        added ->
                                accepted(
                                        SimulationAnswer.of(
                                                Known.queued(
                                                        simulation, proposal.id(), metadata.at()),
                                                List.of()),
                                        !added));
    }

    private static RestResponse<SimulationAnswer> accepted(
            SimulationAnswer answer, boolean repeated) {
        return Answers.accepted(null, repeated, answer)
                .header(
                        "Location",
                        "/v1/policies/" + answer.policy() + "/simulations/" + answer.id())
                .build();
    }

    /** How far a simulation is, and its sums. */
    @GET
    @Path("/{simulation}")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "getPolicySimulation",
            summary = "Progress and sums of a simulation",
            description =
                    "While it runs, the sums are of what it has counted so far. For those who may"
                            + " lay down policies of the scope; deleted after seven days.")
    @APIResponse(
            responseCode = "200",
            description = "As of now.",
            content = @Content(schema = @Schema(implementation = SimulationAnswer.class)))
    @Problems({"retention-policy-unknown", "policy-of-another", "simulation-unknown"})
    public Uni<SimulationAnswer> simulation(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @PathParam("simulation") @Parameter(schema = @Schema(format = "uuid"))
                    String simulation) {
        Caller caller = callers.current();
        return known(caller, id, simulation).flatMap(known -> shown(caller, known));
    }

    /** A page of what a simulation has counted. */
    @GET
    @Path("/{simulation}/counts")
    @Costly("searches")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "listSimulatedCounts",
            summary = "What a completed simulation has counted",
            description =
                    "How many items become what in which month, now and under the simulated"
                            + " policy, by controller, kind and purposes.")
    @APIResponse(
            responseCode = "200",
            description = "Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = CountPage.class)))
    @Problems({
        "retention-policy-unknown",
        "policy-of-another",
        "simulation-unknown",
        "simulation-not-completed"
    })
    public Uni<RestResponse<Page<SimulatedCountAnswer>>> counts(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @PathParam("simulation") @Parameter(schema = @Schema(format = "uuid"))
                    String simulation,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        String list = "simulated-counts/" + simulation;
        List<String> after = cursors.decode(caller.tenant(), list, cursor);
        int skipped = after.isEmpty() ? 0 : Integer.parseInt(after.getFirst());
        URI asked = uri.getRequestUri();
        return known(caller, id, simulation)
                .map(SimulationResource::completed)
                .flatMap(
                        known ->
                                simulations.groups(
                                        caller.tenant(), known.simulation(), skipped, wanted + 1))
                .map(
                        (List<Counted> rows) ->
                                Page.of(
                                                rows,
                                                wanted,
                                                SimulatedCountAnswer::of,
                                                _ ->
                                                        cursors.encode(
                                                                caller.tenant(),
                                                                list,
                                                                List.of(
                                                                        Integer.toString(
                                                                                skipped + wanted))))
                                        .answer(asked));
    }

    private Uni<SimulationAnswer> shown(Caller caller, Known known) {
        return simulations
                .totals(caller.tenant(), known.simulation())
                .map(totals -> SimulationAnswer.of(known, totals));
    }

    private static Known completed(Known known) {
        if (known.phase() != Phase.COMPLETED) {
            throw new Rejected(
                    SimulationProblem.SIMULATION_NOT_COMPLETED,
                    "The simulation is not completed; getPolicySimulation says how far it is.");
        }
        return known;
    }

    private Uni<Known> known(Caller caller, String id, String simulation) {
        @Nullable UUID asked = Uuids.parse(simulation);
        return owned(caller, id)
                .flatMap(
                        owned ->
                                asked == null
                                        ? Uni.createFrom().<Known>nullItem()
                                        : simulations.find(
                                                caller.tenant(),
                                                owned.proposal().id(),
                                                asked,
                                                clock.instant()))
                .onItem()
                .ifNull()
                .failWith(
                        () ->
                                new Rejected(
                                        SimulationProblem.SIMULATION_UNKNOWN,
                                        "The policy has no simulation with this id, or its result"
                                                + " is no longer kept."));
    }

    /** The policies of a tenant, and one that the caller lays down policies like. */
    private record Owned(TenantPolicies all, Proposal proposal) {}

    /** A simulation counts all that its scope holds, so it is for those whose scope it is. */
    private Uni<Owned> owned(Caller caller, String id) {
        return Uni.combine()
                .all()
                .unis(policies.policies(caller.tenant()), agreements.visibility(caller))
                .with((all, seen) -> new Owned(all, PolicyAccess.visible(all, id, seen).proposal()))
                .invoke(owned -> PolicyAccess.requireOwner(caller, owned.proposal().scope()));
    }
}
