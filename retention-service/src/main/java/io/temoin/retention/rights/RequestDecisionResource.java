// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.AssignRequest;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RightsProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
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

/** What the controller decides on requests that are addressed to it. */
@Path("/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "Requests by which people exercise their rights")
public class RequestDecisionResource {

    private final RequestDesk desk;
    private final Callers callers;
    private final Commands commands;
    private final Clock clock;

    RequestDecisionResource(RequestDesk desk, Callers callers, Commands commands, Clock clock) {
        this.desk = desk;
        this.callers = callers;
        this.commands = commands;
        this.clock = clock;
    }

    /** Record that the person was told that the answer takes up to three months. */
    @POST
    @Path("/{id}/extensions")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "extendRequest",
            summary =
                    "Record that the person was told that the answer takes up to " + "three months",
            description =
                    "Before the first deadline, with the reason; both months "
                            + "count from receipt, or from a prompt proof of identity (GDPR "
                            + "art. 12(3)). What counts is when the person was told; if it is "
                            + "recorded after the deadline, the request shows that.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Extension.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-joined",
        "act-out-of-order",
        "extension-not-allowed",
        "request-extended",
        "deadline-passed"
    })
    public Uni<RestResponse<RequestDetails>> extend(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable Extension extension) {
        DeskBodies.Extension sent = RequestFields.body(extension);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "extendRequest/" + id, key, sent);
        Instant informed =
                RequestFields.optionalPast("/informedAt", sent.informedAt(), metadata.at());
        return decide(
                caller, id, new ExtendDeadline(sent.parsed(), informed, metadata.at()), metadata);
    }

    /** Say who takes care of the request. */
    @POST
    @Path("/{id}/assignments")
    @RolesAllowed("dpo")
    @Operation(operationId = "assignRequest", summary = "Say who takes care of the request")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Assignment.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({"controller-not-authorised", "request-unknown", "request-ended", "request-joined"})
    public Uni<RestResponse<RequestDetails>> assign(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable Assignment assignment) {
        DeskBodies.Assignment sent = RequestFields.body(assignment);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "assignRequest/" + id, key, sent);
        return decide(caller, id, new AssignRequest(sent.parsed(), metadata.at()), metadata);
    }

    /** Record what the person was answered, service by service and item by item. */
    @POST
    @Path("/{id}/answers")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "answerRequest",
            summary =
                    "Record what the person was answered, service by service and " + "item by item",
            description =
                    "Once every task is completed. A refused part states its "
                            + "ground; an answer that grants nothing and refuses something "
                            + "is a refusal. Of a service that keeps nothing of what was asked "
                            + "about, NOT_CONCERNED is stated, and letters are silent about it. "
                            + "A rectification is granted for each item that "
                            + "consent-service or recording-service has rectified under the "
                            + "request, and for no other of their items. Of a request for "
                            + "erasure something is granted only once the erasure is complete "
                            + "(tasks-open before). What counts is when "
                            + "the answer was sent; what it changes is changed when it is "
                            + "recorded.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Answer.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-joined",
        "identity-unproven",
        "tasks-open",
        "answer-inconsistent",
        "rectification-pending",
        "act-out-of-order",
        "deadline-passed",
        "erasure-begun",
        "ground-not-applicable"
    })
    public Uni<RestResponse<RequestDetails>> answer(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable Answer answer) {
        DeskBodies.Answer sent = RequestFields.body(answer);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "answerRequest/" + id, key, sent);
        Instant answered =
                RequestFields.optionalPast("/answeredAt", sent.answeredAt(), metadata.at());
        AnswerRequest command = new AnswerRequest(sent.parsed(), answered, null, metadata.at());
        return desk.answer(caller, id, command, metadata).map(this::decided);
    }

    /** Record that the person was refused, and on which ground. */
    @POST
    @Path("/{id}/refusals")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "refuseRequest",
            summary = "Record that the person was refused, and on which ground",
            description =
                    "Within the deadline of an answer, with the ground and the "
                            + "ways to complain (GDPR art. 12(4)). Portability refused for "
                            + "its legal basis offers a copy instead. What counts is when the "
                            + "refusal was sent; one of an objection to recordings must also be "
                            + "recorded within the deadline, after which they are destroyed.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Refusal.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-joined",
        "answer-inconsistent",
        "act-out-of-order",
        "deadline-passed",
        "erasure-begun",
        "ground-not-applicable"
    })
    public Uni<RestResponse<RequestDetails>> refuse(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            DeskBodies.@Nullable Refusal refusal) {
        DeskBodies.Refusal sent = RequestFields.body(refusal);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "refuseRequest/" + id, key, sent);
        Instant refused = RequestFields.optionalPast("/refusedAt", sent.refusedAt(), metadata.at());
        RefuseRequest command = new RefuseRequest(sent.parsed(), refused, metadata.at());
        return desk.refuse(caller, id, command, metadata).map(this::decided);
    }

    /** The part of one service is done. */
    @POST
    @Path("/{id}/tasks/{service}/completions")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "completeRequestTask",
            summary = "Record that the part of one service is done")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DeskBodies.Completion.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-joined",
        "task-unknown",
        "task-completed"
    })
    public Uni<RestResponse<RequestDetails>> complete(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @PathParam("service") @Parameter(schema = @Schema(implementation = OwnerService.class))
                    String service,
            DeskBodies.@Nullable Completion completion) {
        DeskBodies.Completion sent = RequestFields.body(completion);
        OwnerService owner = service(service);
        Caller caller = callers.current();
        String operation = "completeRequestTask/" + id + "/" + owner;
        EventMetadata metadata = commands.of(caller, operation, key, sent);
        return decide(caller, id, new CompleteTask(owner, sent.parsed(), metadata.at()), metadata);
    }

    /** Nothing more is to be done. */
    @POST
    @Path("/{id}/closures")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "closeRequest",
            summary = "Close a request that was answered, refused or joined",
            description =
                    "What was rectified, erased or restricted is closed once each recipient of the"
                            + " data was told or excused (GDPR art. 19).")
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({"controller-not-authorised", "request-unknown", "request-open", "recipients-open"})
    public Uni<RestResponse<RequestDetails>> close(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "closeRequest/" + id, key, null);
        return decide(caller, id, new CloseRequest(metadata.at()), metadata);
    }

    private Uni<RestResponse<RequestDetails>> decide(
            Caller caller, String id, RequestCommand command, EventMetadata metadata) {
        return desk.decide(caller, id, command, metadata).map(this::decided);
    }

    private RestResponse<RequestDetails> decided(CommandOutcome<Request, RequestEvent> outcome) {
        return Answers.created(outcome, RequestDetails.of(outcome.state(), true, clock.instant()))
                .build();
    }

    private static OwnerService service(String name) {
        return Arrays.stream(OwnerService.values())
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Rejected(
                                        RightsProblem.TASK_UNKNOWN,
                                        "The request has no task for this service."));
    }
}
