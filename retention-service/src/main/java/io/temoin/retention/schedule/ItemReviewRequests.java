// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.schedule.ReviewAnswers.ReviewDecisionRequest;
import io.temoin.retention.schedule.domain.ItemReviewsDecided;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent and answered about reviews of registered items. */
final class ItemReviewRequests {

    private ItemReviewRequests() {}

    /** What becomes of some items, and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ItemReviewsDecisionRequest")
    public record ItemReviewsDecisionRequest(
            @Schema(required = true, implementation = ItemKind.class) @Nullable String kind,
            @Schema(
                            type = SchemaType.ARRAY,
                            required = true,
                            minItems = 1,
                            maxItems = ItemReviewsDecided.MOST,
                            uniqueItems = true,
                            implementation = UUID.class,
                            description = "Ids of items of this kind, as listReviews has them.")
                    @Nullable List<@Nullable String> items,
            @Schema(required = true, implementation = ReviewOutcome.class) @Nullable String outcome,
            @Schema(
                            required = true,
                            implementation = ReviewGround.class,
                            description = ReviewAnswers.GROUND_RULE)
                    @Nullable String ground,
            @Schema(
                            pattern = ReviewAnswers.REFERENCE_PATTERN,
                            description = ReviewAnswers.REFERENCE_RULE)
                    @Nullable String reference,
            @Schema(
                            format = "date",
                            description = "Last day to keep them" + ReviewAnswers.WITH_KEEP)
                    @Nullable String keepUntil) {

        ItemKind itemKind() {
            return RequestFields.oneOf("/kind", kind, ItemKind.class);
        }

        List<UUID> ids() {
            if (items == null || items.isEmpty() || items.size() > ItemReviewsDecided.MOST) {
                throw invalid();
            }
            List<UUID> ids = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                ids.add(RequestFields.id("/items/" + i, items.get(i)));
            }
            if (new HashSet<>(ids).size() != ids.size()) {
                throw invalid();
            }
            return ids;
        }

        private static RuntimeException invalid() {
            return ChassisProblem.REQUEST_INVALID.at(
                    "/items", "Name 1 to 1,000 different items of one kind.");
        }

        ReviewDecision decision() {
            return new ReviewDecisionRequest(outcome, ground, reference, keepUntil).decision();
        }
    }

    /**
     * What was decided.
     *
     * @param id of the decision
     * @param items of how many items
     * @param decidedBy role of whoever decided
     * @param reference what it rests on; absent if they were released
     * @param keepUntil last day on which they are kept; absent if they were released
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ItemReviewsDecision")
    public record DecidedItemReviews(
            UUID id,
            ItemKind kind,
            int items,
            ReviewOutcome outcome,
            ReviewGround ground,
            @Nullable String reference,
            @Schema(pattern = ReviewAnswers.ROLE_PATTERN) String decidedBy,
            Instant decidedAt,
            @Nullable LocalDate keepUntil) {

        /** Also of a repeated command: what was recorded then. */
        static DecidedItemReviews of(CommandOutcome<Boolean, ItemReviewsDecided> decided) {
            ItemReviewsDecided event = decided.newEvents().getFirst().event();
            return new DecidedItemReviews(
                    event.review(),
                    event.kind(),
                    event.items().size(),
                    event.outcome(),
                    event.ground(),
                    event.reference(),
                    event.decidedBy(),
                    event.decidedAt(),
                    event.keepUntil());
        }
    }
}
