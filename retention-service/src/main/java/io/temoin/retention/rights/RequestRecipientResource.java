// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.RecipientBodies.Acknowledgement;
import io.temoin.retention.rights.RecipientBodies.Excuse;
import io.temoin.retention.rights.RecipientBodies.Naming;
import io.temoin.retention.rights.RecipientBodies.Notification;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.AcknowledgeRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.ExcuseRecipient;
import io.temoin.retention.rights.domain.RequestEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
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

/** Those who received the data, and that they are told what became of it (GDPR art. 19). */
@Path("/v1/requests/{id}/recipients")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "Requests by which people exercise their rights")
public class RequestRecipientResource {

    private final RequestRecipients recipients;
    private final RequestDesk desk;
    private final Callers callers;
    private final Commands commands;
    private final Clock clock;

    RequestRecipientResource(
            RequestRecipients recipients,
            RequestDesk desk,
            Callers callers,
            Commands commands,
            Clock clock) {
        this.recipients = recipients;
        this.desk = desk;
        this.callers = callers;
        this.commands = commands;
        this.clock = clock;
    }

    /** Who received the data. */
    @POST
    @RolesAllowed("dpo")
    @Operation(
            operationId = "nameRecipients",
            summary = "State who received the data that the request is about",
            description =
                    "The categories that the controller declared with its purposes are added. What was"
                            + " rectified, erased or restricted is communicated to each of them (GDPR"
                            + " art. 19); the person is told who they are.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Naming.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded, with those that were declared.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = RequestDetails.class)))
    @Problems({
        "controller-not-authorised",
        "personal-data-refused",
        "request-unknown",
        "request-ended",
        "request-joined",
        "recipients-not-concerned"
    })
    public Uni<RestResponse<RequestDetails>> name(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @Nullable Naming naming) {
        Naming sent = RequestFields.body(naming);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "nameRecipients/" + id, key, sent);
        return recipients.name(caller, id, sent.parsed(), metadata).map(this::answer);
    }

    /** A recipient was told. */
    @POST
    @Path("/{recipient}/notifications")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "recordRecipientNotification",
            summary = "Record that a recipient was told what became of the data",
            description = "It is expected to acknowledge that within a month.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Notification.class)))
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
        "recipient-unknown",
        "recipient-settled",
        "recipient-out-of-order",
        "recipients-not-concerned"
    })
    public Uni<RestResponse<RequestDetails>> tell(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @PathParam("recipient") String recipient,
            @Nullable Notification notification) {
        Notification sent = RequestFields.body(notification);
        Caller caller = callers.current();
        EventMetadata metadata =
                commands.of(
                        caller, operation("recordRecipientNotification", id, recipient), key, sent);
        var at = RequestFields.past("/notifiedAt", sent.notifiedAt(), metadata.at());
        return desk.tell(caller, id, recipient, at, metadata).map(this::answer);
    }

    /** A recipient acknowledged. */
    @POST
    @Path("/{recipient}/acknowledgements")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "recordRecipientAcknowledgement",
            summary = "Record that a recipient acknowledged what it was told")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Acknowledgement.class)))
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
        "recipient-unknown",
        "recipient-settled",
        "recipient-not-notified",
        "recipient-out-of-order",
        "recipients-not-concerned"
    })
    public Uni<RestResponse<RequestDetails>> acknowledge(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @PathParam("recipient") String recipient,
            @Nullable Acknowledgement acknowledgement) {
        Acknowledgement sent = RequestFields.body(acknowledgement);
        Caller caller = callers.current();
        EventMetadata metadata =
                commands.of(
                        caller,
                        operation("recordRecipientAcknowledgement", id, recipient),
                        key,
                        sent);
        var at = RequestFields.past("/acknowledgedAt", sent.acknowledgedAt(), metadata.at());
        return desk.decide(
                        caller,
                        id,
                        new AcknowledgeRecipient(recipient, at, metadata.at()),
                        metadata)
                .map(this::answer);
    }

    /** A recipient is not told. */
    @POST
    @Path("/{recipient}/excuses")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "excuseRecipient",
            summary = "State why a recipient is not told",
            description =
                    "It is impossible, or would take a disproportionate effort (GDPR art. 19), or the"
                            + " recipient received none of this person's data.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Excuse.class)))
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
        "recipient-unknown",
        "recipient-settled",
        "recipients-not-concerned"
    })
    public Uni<RestResponse<RequestDetails>> excuse(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @PathParam("recipient") String recipient,
            @Nullable Excuse excuse) {
        Excuse sent = RequestFields.body(excuse);
        Caller caller = callers.current();
        EventMetadata metadata =
                commands.of(caller, operation("excuseRecipient", id, recipient), key, sent);
        return desk.decide(
                        caller,
                        id,
                        new ExcuseRecipient(recipient, sent.parsed(), metadata.at()),
                        metadata)
                .map(this::answer);
    }

    private static String operation(String name, String id, String recipient) {
        return name + "/" + id + "/" + recipient;
    }

    private RestResponse<RequestDetails> answer(CommandOutcome<Request, RequestEvent> outcome) {
        return Answers.created(outcome, RequestDetails.of(outcome.state(), true, clock.instant()))
                .build();
    }
}
