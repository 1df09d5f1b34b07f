// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.schedule.domain.DispositionRun;
import io.temoin.retention.schedule.domain.DispositionRun.Completed;
import io.temoin.retention.schedule.domain.DispositionRun.Open;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Has the due dispositions of the caller's tenant run now instead of within the hour. */
@Path("/v1/disposition-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dispositions", description = "Orders to destroy what is due")
public class DispositionRunResource {

    /**
     * Outcome of a run.
     *
     * @param dueItems how many items were due
     * @param ordered how many of them were ordered destroyed
     */
    @Schema(name = "DispositionRun")
    public record RunAnswer(UUID id, int dueItems, int ordered) {}

    private final Dispositions dispositions;
    private final DispositionRunStream runs;
    private final Callers callers;
    private final Commands commands;

    DispositionRunResource(
            Dispositions dispositions,
            DispositionRunStream runs,
            Callers callers,
            Commands commands) {
        this.dispositions = dispositions;
        this.runs = runs;
        this.callers = callers;
        this.commands = commands;
    }

    /** Orders the destruction of every due item of the tenant. */
    @POST
    @RevocationChecked
    @RolesAllowed({"dpo", "admin"})
    @Operation(operationId = "runDispositions", summary = "Order what is due to be destroyed, now")
    @APIResponse(
            responseCode = "201",
            description =
                    "Every due item was decided on; recording-service destroys what was ordered.",
            headers = {
                @Header(
                        name = "Event-Position",
                        description = "Version of the run's stream.",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = "Idempotent-Replay",
                        description = "true when the key was used before: the answer of then.",
                        schema = @Schema(type = SchemaType.BOOLEAN))
            },
            content =
                    @Content(
                            schema = @Schema(implementation = RunAnswer.class),
                            examples = @ExampleObject(name = "one", value = ItemExamples.RUN)))
    @APIResponse(responseCode = "400", description = "idempotency-key-missing")
    public Uni<RestResponse<RunAnswer>> run(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "runDispositions", idempotencyKey, null);
        return runs.replay(caller.tenant(), metadata.commandId())
                .flatMap(
                        replayed ->
                                switch (replayed.state()) {
                                    case Completed done ->
                                            Uni.createFrom()
                                                    .item(answer(done, replayed.version(), true));
                                    case Open _ -> run(caller, metadata);
                                });
    }

    private Uni<RestResponse<RunAnswer>> run(Caller caller, EventMetadata metadata) {
        return dispositions
                .run(caller.tenant(), caller.asActor(), caller.traceparent())
                .flatMap(tally -> runs.complete(metadata, tally))
                .map(decision -> answer(decision.state(), decision.version(), decision.repeated()));
    }

    private static RestResponse<RunAnswer> answer(
            DispositionRun run, long version, boolean repeated) {
        if (!(run instanceof Completed(var id, var dueItems, var ordered))) {
            throw new IllegalStateException("a run that was recorded is completed");
        }
        var response =
                ResponseBuilder.create(
                                RestResponse.Status.CREATED, new RunAnswer(id, dueItems, ordered))
                        .header("Event-Position", version);
        return (repeated ? response.header("Idempotent-Replay", true) : response).build();
    }
}
