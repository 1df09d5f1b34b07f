// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.register.AwaitedReviewQueries;
import io.temoin.retention.register.RegisteredItemQueries.Place;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.ReviewAnswers.ListedReview;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists what waits for a review, recordings and registered items, in one order. */
@ApplicationScoped
class ReviewLists {

    /** As the database orders them; as text, since Java takes the first bit of an id for a sign. */
    private static final Comparator<ListedReview> BY_ID =
            Comparator.comparing((ListedReview item) -> item.id().toString())
                    .thenComparing(item -> item.kind() != ListedKind.RECORDING)
                    .thenComparing(item -> item.kind().name());

    /**
     * Which reviews to list; all given conditions hold.
     *
     * @param purpose the item is kept for it
     * @param waitingBefore it has waited since before then
     * @param now as of then
     * @param lateBefore what has waited since then, or longer, is late
     * @param visibility of those only that exist for the caller
     */
    record Question(
            @Nullable ListedKind kind,
            @Nullable String controller,
            @Nullable Purpose purpose,
            @Nullable Instant waitingBefore,
            Instant now,
            Instant lateBefore,
            Visibility visibility,
            ItemLists.@Nullable Place after) {

        private @Nullable String code() {
            return purpose == null ? null : purpose.name();
        }

        /** Of items with the same id the recording comes first: after any of them it is over. */
        private RetainedItemView.ReviewQuestion ofRecordings() {
            @Nullable UUID last = after == null ? null : after.id();
            return new RetainedItemView.ReviewQuestion(
                    controller, code(), waitingBefore, now, visibility, last);
        }

        private AwaitedReviewQueries.Question ofOthers() {
            return new AwaitedReviewQueries.Question(
                    ofRegister(kind),
                    controller,
                    code(),
                    waitingBefore,
                    now,
                    visibility,
                    after == null ? null : new Place(after.id(), ofRegister(after.kind())));
        }

        private static @Nullable ItemKind ofRegister(@Nullable ListedKind kind) {
            return kind == null || kind == ListedKind.RECORDING
                    ? null
                    : ItemKind.valueOf(kind.name());
        }
    }

    private final RetainedItemView recordings;
    private final AwaitedReviewQueries others;

    ReviewLists(RetainedItemView recordings, AwaitedReviewQueries others) {
        this.recordings = recordings;
        this.others = others;
    }

    /** The items that answer {@code question}, at most {@code limit}. */
    Uni<List<ListedReview>> list(TenantId tenant, Question question, int limit) {
        return Uni.combine()
                .all()
                .unis(recordings(tenant, question, limit), others(tenant, question, limit))
                .with(
                        (some, other) ->
                                Stream.concat(some.stream(), other.stream())
                                        .sorted(BY_ID)
                                        .limit(limit)
                                        .toList());
    }

    private Uni<List<ListedReview>> recordings(TenantId tenant, Question question, int limit) {
        return question.kind() != null && question.kind() != ListedKind.RECORDING
                ? Uni.createFrom().item(List.of())
                : recordings
                        .reviews(tenant, question.ofRecordings(), limit)
                        .map(
                                rows ->
                                        rows.stream()
                                                .map(
                                                        row ->
                                                                ListedReview.of(
                                                                        row, question.lateBefore()))
                                                .toList());
    }

    private Uni<List<ListedReview>> others(TenantId tenant, Question question, int limit) {
        return question.kind() == ListedKind.RECORDING
                ? Uni.createFrom().item(List.of())
                : others.list(tenant, question.ofOthers(), limit)
                        .map(
                                rows ->
                                        rows.stream()
                                                .map(
                                                        row ->
                                                                ListedReview.of(
                                                                        row, question.lateBefore()))
                                                .toList());
    }
}
