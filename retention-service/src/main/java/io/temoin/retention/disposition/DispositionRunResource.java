// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.Uuids;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.disposition.DispositionRunQueries.Known;
import io.temoin.retention.disposition.domain.BatchProblem;
import io.temoin.retention.schedule.DispositionRunStream;
import io.temoin.retention.schedule.domain.DispositionRun;
import io.temoin.retention.schedule.domain.DispositionRun.Completed;
import io.temoin.retention.schedule.domain.DispositionRun.Open;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Has the due dispositions that the caller may see run now instead of within the hour. */
@Path("/v1/disposition-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dispositions", description = "Orders to destroy items that are due")
public class DispositionRunResource {

    private static final String DO_NOT_WAIT = "respond-async";

    private final DispositionRuns dispositions;
    private final DispositionRunStream runs;
    private final DispositionRunQueries queue;
    private final QueuedRunSignal signal;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;

    DispositionRunResource(
            DispositionRuns dispositions,
            DispositionRunStream runs,
            DispositionRunQueries queue,
            QueuedRunSignal signal,
            AgreementStore agreements,
            Callers callers,
            Commands commands) {
        this.dispositions = dispositions;
        this.runs = runs;
        this.queue = queue;
        this.signal = signal;
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
                            + " controllers' items. With Prefer: respond-async the run is queued,"
                            + " and getDispositionRun says how far it is.")
    @APIResponse(
            responseCode = "201",
            description =
                    "Every due item was processed; the services that keep them destroy those whose"
                            + " destruction was ordered.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = DispositionRunAnswer.class)))
    @APIResponse(
            responseCode = "202",
            description = "The run is queued; Location leads to its progress.",
            headers = {
                @Header(name = "Idempotent-Replay"),
                @Header(name = "Location"),
                @Header(
                        name = "Preference-Applied",
                        description = "respond-async: the run is carried out later (RFC 7240).",
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(schema = @Schema(implementation = QueuedRunAnswer.class)))
    public Uni<RestResponse<Object>> run(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @HeaderParam("Prefer")
                    @Parameter(
                            description =
                                    "respond-async: answer at once, and carry out the run"
                                            + " afterwards (RFC 7240).",
                            schema = @Schema(maxLength = 200))
                    @Nullable String prefer) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "runDispositions", idempotencyKey, null);
        return prefer != null && prefer.contains(DO_NOT_WAIT)
                ? queued(caller, metadata)
                : carriedOut(caller, metadata);
    }

    private Uni<RestResponse<Object>> queued(Caller caller, EventMetadata metadata) {
        return agreements
                .visibility(caller)
                .flatMap(visibility -> queue.add(metadata, visibility))
                .invoke(signal::queued)
                .map(
                        added ->
                                Answers.<Object>accepted(
                                                null,
                                                !added,
                                                new QueuedRunAnswer(metadata.commandId()))
                                        .header(
                                                "Location",
                                                "/v1/disposition-runs/" + metadata.commandId())
                                        .header("Preference-Applied", DO_NOT_WAIT)
                                        .build());
    }

    private Uni<RestResponse<Object>> carriedOut(Caller caller, EventMetadata metadata) {
        return runs.replay(caller.tenant(), metadata.commandId())
                .flatMap(
                        replayed ->
                                switch (replayed.state()) {
                                    // What was recorded then is the outcome.
                                    case Completed _ -> runs.complete(metadata, 0, 0);
                                    case Open _ ->
                                            agreements
                                                    .visibility(caller)
                                                    .flatMap(
                                                            visibility ->
                                                                    dispositions.carryOut(
                                                                            metadata, visibility));
                                })
                .map(
                        decision ->
                                Answers.<Object>created(decision, answer(decision.state()))
                                        .build());
    }

    private static DispositionRunAnswer answer(DispositionRun run) {
        return switch (run) {
            case Completed(var id, var dueItems, var ordered) ->
                    new DispositionRunAnswer(id, dueItems, ordered);
            case Open _ -> throw new IllegalStateException("a run that was recorded is completed");
        };
    }

    /** How far a queued run is. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "getDispositionRun",
            summary = "Progress of a queued run",
            description =
                    "A run is completed when everything that was due is ordered; what the services"
                            + " that keep the items confirm or refuse is counted on.")
    @APIResponse(
            responseCode = "200",
            description = "As of now.",
            content = @Content(schema = @Schema(implementation = RunProgressAnswer.class)))
    @Problems("run-unknown")
    public Uni<RunProgressAnswer> progress(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        UUID run = Uuids.parse(id);
        if (run == null) {
            throw unknown();
        }
        return queue.find(caller.tenant(), run)
                .map(known -> visible(caller, known))
                .flatMap(
                        known ->
                                queue.progress(caller.tenant(), run)
                                        .map(kinds -> RunProgressAnswer.of(run, known, kinds)));
    }

    /** A run is its organisation's, and the tenant's own people's. */
    private static Known visible(Caller caller, @Nullable Known known) {
        if (known == null
                || !(caller.tenantWide() || known.organisation().equals(caller.organisation()))) {
            throw unknown();
        }
        return known;
    }

    private static Rejected unknown() {
        return new Rejected(BatchProblem.RUN_UNKNOWN, "No queued run has this id.");
    }
}
