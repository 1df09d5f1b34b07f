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
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.schedule.ItemLists.Place;
import io.temoin.retention.schedule.ReviewAnswers.DecidedReview;
import io.temoin.retention.schedule.ReviewAnswers.ListedReview;
import io.temoin.retention.schedule.ReviewAnswers.ReviewDecisionRequest;
import io.temoin.retention.schedule.ReviewAnswers.ReviewPage;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideReview;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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

/** What a policy wants a person to look at before it is destroyed, and decisions on recordings. */
@Path("/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reviews", description = "Items that a person looks at before they are destroyed")
public class ReviewResource {

    private static final String LIST = "reviews";
    private static final String DECIDER = "dpo";

    private final RetainedItemStream items;
    private final ReviewLists lists;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final StepUp stepUp;
    private final Clock clock;
    private final Duration within;

    ReviewResource(
            RetainedItemStream items,
            ReviewLists lists,
            AgreementStore agreements,
            Callers callers,
            Commands commands,
            Cursors cursors,
            StepUp stepUp,
            Clock clock,
            RetentionConfig config) {
        this.items = items;
        this.lists = lists;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.stepUp = stepUp;
        this.clock = clock;
        this.within = config.reviewWithin();
    }

    /** A page of the queue. */
    @GET
    @RolesAllowed({"dpo", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listReviews",
            summary = "Items that are due and wait for a person to look at them")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by id and kind; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = ReviewPage.class)))
    public Uni<RestResponse<Page<ListedReview>>> list(
            @QueryParam("kind")
                    @Parameter(
                            description = "Only items of this kind.",
                            schema = @Schema(implementation = ListedKind.class))
                    @Nullable String kind,
            @QueryParam("controller")
                    @Parameter(
                            description = "Only items of this controller.",
                            schema = @Schema(pattern = ReviewAnswers.PARTY))
                    @Nullable String controller,
            @QueryParam("purpose")
                    @Parameter(
                            description = "Only items that are kept for this purpose.",
                            schema = @Schema(implementation = Purpose.class))
                    @Nullable String purpose,
            @QueryParam("waitingBefore")
                    @Parameter(
                            description = "Only items that have waited since before this instant.",
                            schema = @Schema(format = "date-time"))
                    @Nullable String waitingBefore,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        String only = ReviewAnswers.controller(controller);
        @Nullable ListedKind of = RequestFields.optionalOneOf("kind", kind, ListedKind.class);
        @Nullable Purpose kept = RequestFields.optionalOneOf("purpose", purpose, Purpose.class);
        @Nullable Instant before = RequestFields.optionalInstant("waitingBefore", waitingBefore);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        @Nullable Place after = after(cursors.decode(caller.tenant(), LIST, cursor));
        URI asked = uri.getRequestUri();
        return agreements
                .visibility(caller)
                .map(
                        visibility ->
                                new ReviewLists.Question(
                                        of,
                                        only,
                                        kept,
                                        before,
                                        now,
                                        now.minus(within),
                                        visibility,
                                        after))
                .flatMap(question -> lists.list(caller.tenant(), question, wanted + 1))
                .map(rows -> page(caller, rows, wanted).answer(asked));
    }

    private Page<ListedReview> page(Caller caller, List<ListedReview> rows, int wanted) {
        return Page.of(
                rows,
                wanted,
                Function.identity(),
                last ->
                        cursors.encode(
                                caller.tenant(),
                                LIST,
                                List.of(last.id().toString(), last.kind().name())));
    }

    /** Decides one of them. */
    @POST
    @Path("/{item}/decisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RevocationChecked
    @RolesAllowed(DECIDER)
    @Operation(
            operationId = "decideReview",
            summary = "Decide what becomes of a recording that is due",
            description =
                    "RELEASE has the recording destroyed: at once, or after the last legal hold on"
                            + " it is released. KEEP keeps it until a day within the maximum"
                            + " period, and then asks again; beyond that, only a legal hold keeps"
                            + " it."
                            + " The decision covers the reasons that were weighed; a later fact"
                            + " that changes them asks for another look.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ReviewDecisionRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Decided, and dated again.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = DecidedReview.class)))
    @Problems({"item-unknown", "item-of-another", "review-not-open", "review-date-invalid"})
    public Uni<RestResponse<DecidedReview>> decide(
            @PathParam("item") @Parameter(schema = @Schema(format = "uuid")) String item,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable ReviewDecisionRequest request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a decision as JSON.");
        }
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "decideReview/" + item, key, request);
        DecideReview command =
                new DecideReview(
                        request.decision(),
                        DECIDER,
                        metadata.commandId(),
                        Holds.UNKNOWN,
                        metadata.at());
        return own(caller, item)
                .flatMap(recording -> items.handle(recording, command, metadata))
                .map(outcome -> Answers.created(outcome, DecidedReview.of(outcome)).build());
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

    /** A cursor of the time when only recordings were reviewed has no kind. */
    private static @Nullable Place after(List<String> keys) {
        if (keys.isEmpty()) {
            return null;
        }
        return new Place(
                UUID.fromString(keys.getFirst()),
                keys.size() == 1 ? ListedKind.RECORDING : ListedKind.valueOf(keys.get(1)));
    }
}
