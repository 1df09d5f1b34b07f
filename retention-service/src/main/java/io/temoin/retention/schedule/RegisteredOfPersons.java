// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.person.PersonItem;
import io.temoin.retention.person.PersonItem.End;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.RegisteredItemQueries.Place;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held about a person besides the recordings, and why each is kept. */
@ApplicationScoped
public class RegisteredOfPersons {

    private final RegisteredItemQueries queries;
    private final RegisteredItems items;
    private final Clock clock;

    RegisteredOfPersons(RegisteredItemQueries queries, RegisteredItems items, Clock clock) {
        this.queries = queries;
        this.items = items;
        this.clock = clock;
    }

    /**
     * The registered items of a person at a controller by id and kind, destroyed ones too.
     *
     * @param subject pseudonym
     * @param after after this one; from the first when absent
     */
    public Uni<List<PersonItem>> find(
            TenantId tenant, String controller, String subject, @Nullable Place after, int limit) {
        return queries.ofPerson(tenant, subject, controller, after, limit)
                .flatMap(
                        found ->
                                Multi.createFrom()
                                        .iterable(found)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                each -> items.shown(tenant, each, true))
                                        .map(this::item)
                                        .collect()
                                        .asList());
    }

    private PersonItem item(RegisteredItems.Shown shown) {
        Instant now = clock.instant();
        ItemAnswer answer = ItemAnswer.of(shown, now);
        return new PersonItem(
                answer.id(),
                answer.kind().name(),
                shown.found().item().kind().owner().name(),
                answer.decision(),
                answer.state().name(),
                answer.endedAt(),
                new End(
                        answer.dueOn(),
                        answer.dueAt(),
                        answer.held() || answer.state() == ItemState.UNDER_MINIMUM,
                        answer.holds()),
                shown.plan().because().stream().map(RecordingsOfPersons::bound).toList(),
                answer.erasedAt());
    }
}
