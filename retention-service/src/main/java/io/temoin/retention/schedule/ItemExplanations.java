// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.Sentence.Message;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why items are kept, for the person whose data they are. */
@ApplicationScoped
public class ItemExplanations {

    /**
     * One item, explained.
     *
     * @param dueOn its last local day, if it has one
     * @param keptByLaw whether a legal hold keeps it, or a minimum that a text orders; which of the
     *     two is not told, since a hold concerns others too, and may be meant for proceedings
     *     against the person
     */
    public record ExplainedItem(
            String state,
            @Nullable Instant endedAt,
            List<String> purposes,
            @Nullable LocalDate dueOn,
            @Nullable Instant erasedAt,
            boolean keptByLaw,
            List<String> french,
            List<String> english) {}

    /** Who prepares proceedings, or expects a claim, does not say so to the other side. */
    private static final Set<Message> WITHHELD =
            EnumSet.of(
                    Message.NO_HOLD,
                    Message.UNDER_HOLD,
                    Message.HELD_SINCE_DAY,
                    Message.HELD_SINCE_MOMENT,
                    Message.REVIEW_KEPT);

    private final RetainedItemStream items;
    private final AppliedLaws laws;
    private final Clock clock;

    ItemExplanations(RetainedItemStream items, AppliedLaws laws, Clock clock) {
        this.items = items;
        this.laws = laws;
        this.clock = clock;
    }

    /** The item as of now; empty when nothing is known of it. */
    public Uni<Optional<ExplainedItem>> find(TenantId tenant, UUID recording) {
        return items.replay(tenant, recording)
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Expected
                                        ? Uni.createFrom().item(Optional.<ExplainedItem>empty())
                                        : items.holdsOf(tenant, replayed.state())
                                                .flatMap(
                                                        holds ->
                                                                explained(
                                                                        tenant,
                                                                        replayed.state(),
                                                                        holds))
                                                .map(Optional::of));
    }

    private Uni<ExplainedItem> explained(TenantId tenant, RetainedItem item, Holds holds) {
        Instant now = clock.instant();
        return laws.named(tenant, item, Explanation.of(item, holds, true, now), now)
                .map(explanation -> explained(item, holds, explanation, now));
    }

    private static ExplainedItem explained(
            RetainedItem item, Holds holds, Explanation explanation, Instant now) {
        ItemAnswer answer = ItemAnswer.of(item, HoldsShown.of(holds, false, now));
        return new ExplainedItem(
                answer.state().name(),
                answer.endedAt(),
                answer.purposes().stream().map(purpose -> purpose.purpose().name()).toList(),
                answer.dueOn(),
                answer.erasedAt(),
                answer.held() || answer.state() == ItemState.UNDER_MINIMUM,
                sentences(explanation, Locale.FRENCH),
                sentences(explanation, Locale.ENGLISH));
    }

    private static List<String> sentences(Explanation explanation, Locale language) {
        ExplanationTexts texts = ExplanationTexts.in(language);
        return explanation.sentences().stream()
                .filter(sentence -> !WITHHELD.contains(sentence.message()))
                .map(texts::of)
                .toList();
    }
}
