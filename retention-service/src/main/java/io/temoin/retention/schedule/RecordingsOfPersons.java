// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.person.PersonItem;
import io.temoin.retention.person.PersonItem.Bound;
import io.temoin.retention.person.PersonItem.End;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recordings of calls with a person, and why each is kept. */
@ApplicationScoped
public class RecordingsOfPersons {

    private static final String RECORDING = "RECORDING";

    private final RetainedItemView view;
    private final RetainedItemStream items;
    private final Clock clock;

    RecordingsOfPersons(RetainedItemView view, RetainedItemStream items, Clock clock) {
        this.view = view;
        this.items = items;
        this.clock = clock;
    }

    /**
     * The recordings of a person's calls on behalf of a controller by id, destroyed ones too.
     *
     * @param subject pseudonym
     * @param after after this id; from the first when absent
     */
    public Uni<List<PersonItem>> find(
            TenantId tenant, String controller, String subject, @Nullable UUID after, int limit) {
        return view.ofPerson(tenant, controller, subject, after, limit)
                .flatMap(
                        rows ->
                                Multi.createFrom()
                                        .iterable(rows)
                                        .onItem()
                                        .transformToUniAndConcatenate(row -> item(tenant, row))
                                        .collect()
                                        .asList());
    }

    /** As of now: the row only says that there is one. */
    private Uni<PersonItem> item(TenantId tenant, RetainedItemView.Row row) {
        return items.replay(tenant, row.recording)
                .flatMap(
                        replayed ->
                                items.holdsOf(tenant, replayed.state())
                                        .map(holds -> item(replayed.state(), holds)));
    }

    private PersonItem item(RetainedItem item, Holds holds) {
        Instant now = clock.instant();
        ItemAnswer answer = ItemAnswer.of(item, HoldsShown.of(holds, true, now));
        Explanation why = Explanation.of(item, holds, true, now);
        return new PersonItem(
                answer.id(),
                RECORDING,
                RECORDING,
                answer.decision(),
                answer.state().name(),
                answer.endedAt(),
                new End(
                        answer.dueOn(),
                        answer.dueAt(),
                        answer.held() || answer.state() == ItemState.UNDER_MINIMUM,
                        answer.holds()),
                why.because().stream().map(RecordingsOfPersons::bound).toList(),
                answer.erasedAt());
    }

    static Bound bound(Reason reason) {
        return new Bound(
                reason.purpose().name(),
                reason.rule().name(),
                reason.period() == null ? null : reason.period().toString(),
                reason.until(),
                reason.reference());
    }
}
