// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.register.AwaitedReviewQueries.Awaited;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewDecided;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent and answered about reviews. */
final class ReviewAnswers {

    static final String PARTY = ConflictAnswers.PARTY;

    /** Here for decisions on one recording and on many items: the same is said of both. */
    static final String REFERENCE_PATTERN = "^[A-Za-z0-9._/-]{1,64}$";

    static final String ROLE_PATTERN = "^[a-z][a-z-]{0,62}$";

    static final String GROUND_RULE = "NO_LONGER_NEEDED with RELEASE, one of the others with KEEP.";

    static final String REFERENCE_RULE =
            "What the decision rests on, as you file it: no name of a person. Required with KEEP,"
                    + " and only there.";

    static final String WITH_KEEP = "; required with KEEP, and only there.";

    private static final Pattern REFERENCE = Pattern.compile(REFERENCE_PATTERN);

    private ReviewAnswers() {}

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "ReviewPage")
    public record ReviewPage(List<ListedReview> items, @Nullable String next) {}

    /**
     * An item that waits for somebody to look at it.
     *
     * @param subject pseudonym of the person whose data it is; absent of what is nobody's
     * @param purposes what it is kept for
     * @param dueOn its last local day
     * @param waitingSince when its destruction became due
     * @param late whether it has waited for longer than the service is configured to allow
     * @param destroyedAt when it is destroyed at the latest, if nobody decides; absent if none does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ListedReview")
    public record ListedReview(
            UUID id,
            ListedKind kind,
            String controller,
            @Nullable String subject,
            List<Purpose> purposes,
            @Nullable LocalDate dueOn,
            @Nullable Instant waitingSince,
            boolean late,
            @Nullable Instant destroyedAt) {

        static ListedReview of(RetainedItemView.Row row, Instant lateBefore) {
            return new ListedReview(
                    row.recording,
                    ListedKind.RECORDING,
                    row.controller,
                    row.subject,
                    Arrays.stream(row.purposes).map(Purpose::valueOf).toList(),
                    row.dueOn,
                    row.reviewAt,
                    row.reviewAt != null && !row.reviewAt.isAfter(lateBefore),
                    row.reviewUntil);
        }

        static ListedReview of(Awaited item, Instant lateBefore) {
            return new ListedReview(
                    item.item(),
                    ListedKind.valueOf(item.kind().name()),
                    item.controller(),
                    item.subject(),
                    item.keptFor().stream().map(Purpose::valueOf).toList(),
                    item.dueOn(),
                    item.dueAt(),
                    item.dueAt() != null && !item.dueAt().isAfter(lateBefore),
                    item.until());
        }
    }

    /** What becomes of it, and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReviewDecisionRequest")
    public record ReviewDecisionRequest(
            @Schema(required = true, implementation = ReviewOutcome.class) @Nullable String outcome,
            @Schema(required = true, implementation = ReviewGround.class, description = GROUND_RULE)
                    @Nullable String ground,
            @Schema(pattern = REFERENCE_PATTERN, description = REFERENCE_RULE)
                    @Nullable String reference,
            @Schema(format = "date", description = "Last day to keep it" + WITH_KEEP)
                    @Nullable String keepUntil) {

        ReviewDecision decision() {
            ReviewOutcome decided = RequestFields.oneOf("/outcome", outcome, ReviewOutcome.class);
            ReviewGround on = RequestFields.oneOf("/ground", ground, ReviewGround.class);
            if (on.outcome() != decided) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/ground", "This ground is one of " + on.outcome() + ".");
            }
            boolean kept = decided == ReviewOutcome.KEEP;
            requireWith(kept, "/reference", reference);
            requireWith(kept, "/keepUntil", keepUntil);
            return new ReviewDecision(
                    decided,
                    on,
                    RequestFields.optionalImpersonal(
                            "/reference",
                            reference,
                            REFERENCE,
                            "a reference of 1 to 64 letters, digits and . _ / -"),
                    RequestFields.optionalDate("/keepUntil", keepUntil));
        }

        private static void requireWith(boolean kept, String pointer, @Nullable String value) {
            if (kept != (value != null)) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        pointer, "State this with KEEP, and only there.");
            }
        }
    }

    /**
     * What was decided.
     *
     * @param decidedBy role of whoever decided
     * @param reference what it rests on; absent if it was released
     * @param keepUntil last day on which it is kept; absent if it was released
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReviewDecision")
    public record DecidedReview(
            UUID id,
            ReviewOutcome outcome,
            ReviewGround ground,
            @Nullable String reference,
            @Schema(pattern = ROLE_PATTERN) String decidedBy,
            Instant decidedAt,
            @Nullable LocalDate keepUntil) {

        /** Also of a repeated command: what was recorded then. */
        static DecidedReview of(CommandOutcome<RetainedItem, RetainedItemEvent> decided) {
            return decided.newEvents().stream()
                    .map(recorded -> recorded.event())
                    .filter(ReviewDecided.class::isInstance)
                    .map(ReviewDecided.class::cast)
                    .map(
                            it ->
                                    new DecidedReview(
                                            it.recording(),
                                            it.outcome(),
                                            it.ground(),
                                            it.reference(),
                                            it.decidedBy(),
                                            it.decidedAt(),
                                            it.keepUntil()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static @Nullable String controller(@Nullable String code) {
        return ConflictAnswers.controller(code);
    }
}
