// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.ReadCorrection;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.shredding.Personal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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
import org.jspecify.annotations.Nullable;

/** What a person says is wrong, and what exactly that is. */
@Path("/v1/requests/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "Requests by which people exercise their rights")
public class RequestCorrectionResource {

    private final RequestDesk desk;
    private final RequestStream requests;
    private final Callers callers;
    private final Commands commands;
    private final Clock clock;

    RequestCorrectionResource(
            RequestDesk desk,
            RequestStream requests,
            Callers callers,
            Commands commands,
            Clock clock) {
        this.desk = desk;
        this.requests = requests;
        this.callers = callers;
        this.commands = commands;
        this.clock = clock;
    }

    /** What the person says is wrong, on record. */
    @GET
    @Path("/correction")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "getCorrectionOfRequest",
            summary = "What the person says is wrong",
            description =
                    "In the words that the desk took in; the reading is recorded before it is"
                            + " answered. What a person said with a link is kept by"
                            + " consent-service: the answer says where it is read there. For the"
                            + " desk of the controller alone. Destroyed with the file of the"
                            + " request.")
    @APIResponse(
            responseCode = "200",
            description = "The person's words, or where they are read",
            content = @Content(schema = @Schema(implementation = CorrectionBodies.Shown.class)))
    @Problems({"controller-not-authorised", "request-unknown", "correction-unknown"})
    public Uni<RestResponse<CorrectionBodies.Shown>> read(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        return desk.ofController(caller, id)
                .chain(request -> read(caller, request))
                .map(
                        shown ->
                                RestResponse.ResponseBuilder.ok(shown)
                                        .header("Cache-Control", "no-store")
                                        .build());
    }

    private Uni<CorrectionBodies.Shown> read(Caller caller, Request request) {
        var opened = RequestDecider.openedOf(request);
        if (RequestDetails.correctionKeptBy(opened) == OwnerService.CONSENT) {
            return Uni.createFrom()
                    .item(
                            new CorrectionBodies.Shown(
                                    opened.request(),
                                    OwnerService.CONSENT,
                                    null,
                                    "/v1/data-requests/" + opened.request() + "/correction",
                                    RequestDecider.contestedOf(request)));
        }
        EventMetadata metadata = reading(caller);
        return requests.handle(opened.request(), new ReadCorrection(metadata.at()), metadata)
                .map(outcome -> shown(outcome.state()));
    }

    /** The decider has let it be read, so the words are there. */
    private static CorrectionBodies.Shown shown(Request request) {
        var opened = RequestDecider.openedOf(request);
        return new CorrectionBodies.Shown(
                opened.request(),
                OwnerService.RETENTION,
                opened.correction() instanceof Personal.Plaintext<String>(var text, _)
                        ? text
                        : null,
                null,
                RequestDecider.contestedOf(request));
    }

    /** Every reading is one of its own. */
    private EventMetadata reading(Caller caller) {
        return new EventMetadata(
                caller.tenant(),
                caller.asActor(),
                UUID.randomUUID(),
                null,
                caller.correlation(),
                null,
                caller.traceparent(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** The desk found out what exactly is contested. */
    @POST
    @Path("/contested-data")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "nameContestedData",
            summary = "Say what exactly a person who asks for rectification contests",
            description =
                    "A person says in their words what is wrong; which document and which segment"
                            + " that is, the desk finds out. From then on only that is put right"
                            + " under the request, and only the passage of that segment is"
                            + " listened to. Stated again, the last statement counts.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CorrectionBodies.Named.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded; the services follow within seconds.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-joined",
        "request-not-for-rectification",
        "reference-unknown"
    })
    public Uni<RestResponse<RequestDetails>> name(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            CorrectionBodies.@Nullable Named named) {
        CorrectionBodies.Named sent = RequestFields.body(named);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "nameContestedData/" + id, key, sent);
        return desk.name(caller, id, sent.contested(), metadata)
                .map(
                        outcome ->
                                Answers.created(
                                                outcome,
                                                RequestDetails.of(
                                                        outcome.state(), true, clock.instant()))
                                        .build());
    }
}
