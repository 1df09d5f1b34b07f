// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.schedule.Dispositions.Tally;
import io.temoin.retention.schedule.domain.DispositionRun;
import io.temoin.retention.schedule.domain.DispositionRun.Completed;
import io.temoin.retention.schedule.domain.DispositionRun.Open;
import io.temoin.retention.schedule.domain.DispositionRunCompleted;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Has the due dispositions that the caller may see run now instead of within the hour. */
@Path("/v1/disposition-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dispositions", description = "Orders to destroy items that are due")
public class DispositionRunResource {

    /**
     * Outcome of a run.
     *
     * @param dueItems how many items were due
     * @param ordered how many of them were ordered destroyed
     */
    @Schema(name = "DispositionRun")
    public record RunAnswer(UUID id, int dueItems, int ordered) {

        static RunAnswer of(DispositionRun run) {
            return switch (run) {
                case Completed(var id, var dueItems, var ordered) ->
                        new RunAnswer(id, dueItems, ordered);
                case Open _ ->
                        throw new IllegalStateException("a run that was recorded is completed");
            };
        }
    }

    private final Dispositions dispositions;
    private final DispositionRunStream runs;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;

    DispositionRunResource(
            Dispositions dispositions,
            DispositionRunStream runs,
            AgreementStore agreements,
            Callers callers,
            Commands commands) {
        this.dispositions = dispositions;
        this.runs = runs;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
    }

    /** Orders the destruction of every due item that exists for the caller. */
    @POST
    @RevocationChecked
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "runDispositions",
            summary = "Order the destruction of due items now",
            description =
                    "Covers the items the caller may see, as in listItems: with the claim"
                            + " tenant_wide, all due items of the tenant are ordered and counted;"
                            + " for a controller, only its own. The counts never include other"
                            + " controllers' items.")
    @APIResponse(
            responseCode = "201",
            description =
                    "Every due item was processed; recording-service destroys those whose"
                            + " destruction was ordered.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RunAnswer.class)))
    public Uni<RestResponse<RunAnswer>> run(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "runDispositions", idempotencyKey, null);
        return runs.replay(caller.tenant(), metadata.commandId())
                .flatMap(
                        replayed ->
                                switch (replayed.state()) {
                                    // What was recorded then is the outcome.
                                    case Completed _ -> runs.complete(metadata, Tally.NONE);
                                    case Open _ -> run(caller, metadata);
                                })
                .map(decision -> Answers.created(decision, RunAnswer.of(decision.state())).build());
    }

    private Uni<CommandOutcome<DispositionRun, DispositionRunCompleted>> run(
            Caller caller, EventMetadata metadata) {
        return agreements
                .visibility(caller)
                .flatMap(
                        visibility ->
                                dispositions.run(
                                        caller.tenant(),
                                        caller.asActor(),
                                        visibility,
                                        caller.traceparent()))
                .flatMap(tally -> runs.complete(metadata, tally));
    }
}
