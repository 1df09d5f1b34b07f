// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.register.AwaitedReviewQueries;
import io.temoin.retention.register.AwaitedReviewQueries.Awaited;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.ItemReviewRequests.DecidedItemReviews;
import io.temoin.retention.schedule.ItemReviewRequests.ItemReviewsDecisionRequest;
import io.temoin.retention.schedule.domain.DecideItemReviews;
import io.temoin.retention.schedule.domain.DecideItemReviews.AwaitedReview;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.ItemReviewsDecided.ReviewedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Registered items that a policy wants a person to look at before they are destroyed. */
@Path("/v1/reviews/decisions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reviews", description = "Items that a person looks at before they are destroyed")
public class ItemReviewResource {

    private static final String DECIDER = "dpo";

    private final ItemReviewStream decisions;
    private final AwaitedReviewQueries awaited;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;
    private final RetentionConfig config;

    ItemReviewResource(
            ItemReviewStream decisions,
            AwaitedReviewQueries awaited,
            AgreementStore agreements,
            Callers callers,
            Commands commands,
            StepUp stepUp,
            RetentionConfig config) {
        this.decisions = decisions;
        this.awaited = awaited;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
        this.config = config;
    }

    /** Decides some of them. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RevocationChecked
    @RolesAllowed(DECIDER)
    @Operation(
            operationId = "decideItemReviews",
            summary = "Decide what becomes of up to 1,000 registered items that are due",
            description =
                    "RELEASE has the items destroyed by the next run, or by the first one after the"
                            + " last legal hold on each is released. KEEP keeps them until a day"
                            + " within the maximum of every one of them, and then asks again. The"
                            + " same of all items, or of none: if one of them does not wait, nothing"
                            + " is decided. Recordings are decided one by one (decideReview).")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ItemReviewsDecisionRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Decided.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = DecidedItemReviews.class)))
    @Problems({"item-unknown", "item-of-another", "review-not-open", "review-date-invalid"})
    public Uni<RestResponse<DecidedItemReviews>> decide(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable ItemReviewsDecisionRequest request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a decision as JSON.");
        }
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "decideItemReviews", key, request);
        ItemKind kind = request.itemKind();
        List<UUID> items = request.ids();
        ReviewDecision decision = request.decision();
        return own(caller, kind, items, metadata)
                .map(found -> command(caller, kind, items, found, decision, metadata))
                .flatMap(command -> decisions.decide(command, metadata))
                .map(outcome -> Answers.created(outcome, DecidedItemReviews.of(outcome)).build());
    }

    /** Items of the caller's own organisation; others that it sees it may not decide on. */
    private Uni<List<Awaited>> own(
            Caller caller, ItemKind kind, List<UUID> items, EventMetadata metadata) {
        return agreements
                .visibility(caller)
                .flatMap(
                        visibility ->
                                awaited.find(
                                        caller.tenant(), visibility, kind, items, metadata.at()))
                .invoke(
                        found -> {
                            if (found.size() < items.size()) {
                                throw Explanation.unknown();
                            }
                            if (!found.stream()
                                    .allMatch(
                                            item ->
                                                    caller.organisation()
                                                            .equals(item.controller()))) {
                                throw new Rejected(
                                        ScheduleProblem.ITEM_OF_ANOTHER,
                                        "Only the controller itself decides on its items.");
                            }
                        });
    }

    private DecideItemReviews command(
            Caller caller,
            ItemKind kind,
            List<UUID> items,
            List<Awaited> found,
            ReviewDecision decision,
            EventMetadata metadata) {
        return new DecideItemReviews(
                metadata.commandId(),
                kind,
                caller.organisation(),
                items,
                found.stream()
                        .filter(Awaited::waiting)
                        .map(
                                item ->
                                        new AwaitedReview(
                                                new ReviewedItem(
                                                        item.item(),
                                                        Objects.requireNonNull(item.dueOn(), "due"),
                                                        Objects.requireNonNull(
                                                                item.dueAt(), "due")),
                                                Objects.requireNonNull(item.latest(), "waits")))
                        .toList(),
                decision,
                DECIDER,
                metadata.at().atZone(config.zone()).toLocalDate(),
                metadata.at());
    }
}
