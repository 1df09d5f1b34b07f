// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.chassis.requests.Uuids;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.schedule.ConflictAnswers.ConflictDecision;
import io.temoin.retention.schedule.ConflictAnswers.ConflictDecisionRequest;
import io.temoin.retention.schedule.ConflictAnswers.ConflictPage;
import io.temoin.retention.schedule.ConflictAnswers.ListedConflict;
import io.temoin.retention.schedule.RetainedItemView.ConflictQuestion;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideConflict;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.time.LocalDate;
import java.util.List;
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

/** Items of which one text orders the keeping and another the destruction, for people to decide. */
@Path("/v1/conflicts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conflicts", description = "Items that one law keeps and another orders destroyed")
public class ConflictResource {

    private static final String LIST = "conflicts";
    private static final String DECIDER = "dpo";

    private final RetainedItemStream items;
    private final RetainedItemView view;
    private final ReportNoting reports;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final StepUp stepUp;

    ConflictResource(
            RetainedItemStream items,
            RetainedItemView view,
            ReportNoting reports,
            AgreementStore agreements,
            Callers callers,
            Commands commands,
            Cursors cursors,
            StepUp stepUp) {
        this.items = items;
        this.view = view;
        this.reports = reports;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.stepUp = stepUp;
    }

    /** A page of the queue. */
    @GET
    @RolesAllowed({"dpo", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listConflicts",
            summary = "Items in a conflict of laws that wait for a decision")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by item; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = ConflictPage.class)))
    public Uni<RestResponse<Page<ListedConflict>>> list(
            @QueryParam("controller")
                    @Parameter(
                            description = "Only items of this controller.",
                            schema = @Schema(pattern = ConflictAnswers.PARTY))
                    @Nullable String controller,
            @QueryParam("destroyBefore")
                    @Parameter(
                            description = "Only items that a law orders destroyed before this day.",
                            schema = @Schema(format = "date"))
                    @Nullable String destroyBefore,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        String only = ConflictAnswers.controller(controller);
        LocalDate before = RequestFields.optionalDate("destroyBefore", destroyBefore);
        UUID after = after(cursors.decode(caller.tenant(), LIST, cursor));
        URI asked = uri.getRequestUri();
        return agreements
                .visibility(caller)
                .map(visibility -> new ConflictQuestion(only, before, visibility, after))
                .flatMap(question -> view.conflicts(caller.tenant(), question, wanted + 1))
                .map(
                        rows ->
                                Page.of(
                                                rows,
                                                wanted,
                                                ListedConflict::of,
                                                last ->
                                                        cursors.encode(
                                                                caller.tenant(),
                                                                LIST,
                                                                List.of(last.recording.toString())))
                                        .answer(asked));
    }

    /** Decides one of them. */
    @POST
    @Path("/{item}/decisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RevocationChecked
    @RolesAllowed(DECIDER)
    @Operation(
            operationId = "decideConflict",
            summary = "Decide which of two conflicting laws prevails for an item",
            description =
                    "KEEP keeps the item until its statutory minimum period is over. DESTROY has it"
                            + " destroyed on the day of the duty to destroy: at once if that day is"
                            + " over, and after the last legal hold on it is released. The decision"
                            + " covers the reasons that were weighed; a later fact that changes"
                            + " them opens the conflict again.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ConflictDecisionRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Decided, and dated again.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = ConflictDecision.class)))
    @Problems({"item-unknown", "item-of-another", "conflict-not-open"})
    public Uni<RestResponse<ConflictDecision>> decide(
            @PathParam("item") @Parameter(schema = @Schema(format = "uuid")) String item,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable ConflictDecisionRequest request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a decision as JSON.");
        }
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "decideConflict/" + item, key, request);
        DecideConflict command =
                new DecideConflict(
                        request.parsedOutcome(),
                        request.parsedGround(),
                        DECIDER,
                        metadata.commandId(),
                        Holds.UNKNOWN,
                        metadata.at());
        return own(caller, item)
                // What was reported of the call may have changed what there is to decide.
                .call(
                        recording ->
                                reports.catchUp(
                                        caller.tenant(), recording, Holds.UNKNOWN, metadata.at()))
                .flatMap(recording -> items.handle(recording, command, metadata))
                .map(outcome -> Answers.created(outcome, ConflictDecision.of(outcome)).build());
    }

    /** An item of the caller's own organisation; another that it sees it may not decide on. */
    private Uni<UUID> own(Caller caller, String id) {
        UUID recording = Uuids.parse(id);
        if (recording == null) {
            throw Explanation.unknown();
        }
        return Uni.combine()
                .all()
                .unis(items.replay(caller.tenant(), recording), agreements.visibility(caller))
                .with(
                        (replayed, visibility) -> {
                            RetainedItem item = replayed.state();
                            if (!visibility.sees(ItemOwnership.of(item))) {
                                throw Explanation.unknown();
                            }
                            requireOwner(caller, ItemOwnership.callOf(item).controller());
                            return recording;
                        });
    }

    private static void requireOwner(Caller caller, String controller) {
        if (!caller.organisation().equals(controller)) {
            throw new Rejected(
                    ScheduleProblem.ITEM_OF_ANOTHER,
                    "Only the controller itself decides on its items.");
        }
    }

    private static @Nullable UUID after(List<String> keys) {
        return keys.isEmpty() ? null : UUID.fromString(keys.getFirst());
    }
}
