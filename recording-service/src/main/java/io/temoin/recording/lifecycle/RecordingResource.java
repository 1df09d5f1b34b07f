// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.recording.lifecycle.RecordingAnswers.Detail;
import io.temoin.recording.lifecycle.RecordingAnswers.Fulfilment;
import io.temoin.recording.lifecycle.RecordingAnswers.Item;
import io.temoin.recording.lifecycle.RecordingAnswers.State;
import io.temoin.recording.lifecycle.RecordingView.Cursor;
import io.temoin.recording.lifecycle.RecordingView.Filter;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.Requester;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
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
import java.time.Instant;
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

/** Recordings as facts: which there are, what they may be used for, what became of them. */
@Path("/v1/recordings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Recordings", description = "Recordings and what happened to them")
public class RecordingResource {

    private static final String LIST = "recordings";

    private final RecordingStream recordings;
    private final RecordingView view;
    private final RecordingRequesters requesters;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;

    RecordingResource(
            RecordingStream recordings,
            RecordingView view,
            RecordingRequesters requesters,
            AgreementStore agreements,
            Callers callers,
            Commands commands,
            Cursors cursors) {
        this.recordings = recordings;
        this.view = view;
        this.requesters = requesters;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
    }

    @GET
    @RolesAllowed({"supervisor", "quality-analyst", "dpo", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listRecordings",
            summary = "Recordings the caller's organisation may see, newest call first")
    @APIResponse(
            responseCode = "200",
            description = "A page of the list.",
            content = @Content(schema = @Schema(implementation = RecordingAnswers.Items.class)))
    public Uni<RestResponse<Page<Item>>> list(
            @QueryParam("subject") @Parameter(description = "Pseudonym of the person called.")
                    @Nullable String subject,
            @QueryParam("purpose") @Parameter(description = "Only recordings with this purpose.")
                    @Nullable String purpose,
            @QueryParam("state") @Nullable State state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        Filter filter = new Filter(subject, purpose, state == null ? null : state.name());
        Cursor after = place(caller, cursor);
        URI asked = uri.getRequestUri();
        return agreements
                .visibility(caller)
                .flatMap(
                        visibility ->
                                view.list(caller.tenant(), visibility, filter, after, wanted + 1))
                .map(rows -> page(caller, rows, wanted).answer(asked));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"supervisor", "quality-analyst", "dpo", "admin"})
    @Operation(operationId = "getRecording", summary = "One recording in its current state")
    @APIResponse(
            responseCode = "200",
            description =
                    "What is known about the recording; if it was erased, only that fact and the"
                            + " reason.",
            headers = @Header(name = "Event-Position"),
            content = @Content(schema = @Schema(implementation = Detail.class)))
    @Problems("recording-unknown")
    public Uni<RestResponse<Detail>> get(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        return requesters
                .with(caller, new RecordingId(id))
                .map(asked -> detail(asked.recording(), asked.by()));
    }

    @POST
    @Path("/{id}/purposes/{purpose}/fulfilment")
    @RolesAllowed({"business-system", "quality-analyst", "supervisor", "dpo"})
    @Operation(
            operationId = "fulfilPurpose",
            summary = "Report that a purpose is fulfilled",
            description =
                    "Ends all access under the purpose immediately; when no purpose is left,"
                            + " retention-service schedules the destruction. A processor can report"
                            + " it for quality, training and evaluation; for any other purpose only"
                            + " the controller can.")
    @APIResponse(
            responseCode = "201",
            description = "The purpose is fulfilled; a repeated request changes nothing.",
            content = @Content(schema = @Schema(implementation = Fulfilment.class)))
    @Problems({
        "not-the-controller",
        "recording-quarantined",
        "recording-unknown",
        "purpose-unknown",
        "recording-not-stored",
        "recording-erased"
    })
    public Uni<RestResponse<Fulfilment>> fulfil(
            @PathParam("id") UUID id,
            @PathParam("purpose") @Pattern(regexp = "[A-Z][A-Z0-9_]{0,62}") String purpose,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        Caller caller = callers.current();
        String operation = "fulfilPurpose/" + id + "/" + purpose;
        EventMetadata metadata = commands.of(caller, operation, key, null);
        PurposeCode code = new PurposeCode(purpose);
        RecordingId recording = new RecordingId(id);
        return requesters
                .find(caller, recording)
                .map(requester -> new FulfilPurpose(code, requester, metadata.at()))
                .flatMap(command -> recordings.handle(recording, command, metadata))
                .map(decision -> fulfilled(id, code, decision));
    }

    private static RestResponse<Detail> detail(Replayed<Recording> replayed, Requester requester) {
        return RestResponse.ok(Detail.of(replayed.state(), requester));
    }

    private static RestResponse<Fulfilment> fulfilled(
            UUID id, PurposeCode purpose, CommandOutcome<Recording, RecordingEvent> decision) {
        Instant at = RecordingAnswers.fulfilledAt(purpose, decision);
        return Answers.created(decision, new Fulfilment(id, purpose.value(), at)).build();
    }

    private Page<Item> page(Caller caller, List<RecordingView.Row> rows, int wanted) {
        return Page.of(
                rows,
                wanted,
                Item::of,
                last ->
                        cursors.encode(
                                caller.tenant(),
                                LIST,
                                List.of(last.startedAt.toString(), last.recording.toString())));
    }

    private @Nullable Cursor place(Caller caller, @Nullable String cursor) {
        List<String> keys = cursors.decode(caller.tenant(), LIST, cursor);
        if (keys.isEmpty()) {
            return null;
        }
        return new Cursor(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)));
    }
}
