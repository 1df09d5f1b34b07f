// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.RUN;
import static io.temoin.retention.schedule.domain.RetainedItems.confirm;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.fulfilled;
import static io.temoin.retention.schedule.domain.RetainedItems.orderedToday;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static io.temoin.retention.schedule.domain.RetainedItems.scheduledToday;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckOrder;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOverdue;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An order that is not confirmed within a day. */
class OverdueOrderTest {

    private static final Duration A_DAY = Duration.ofHours(24);
    private static final Instant LIMIT = RUN.plus(A_DAY);
    private static final DispositionOverdue OVERDUE =
            new DispositionOverdue(
                    ORDER,
                    CALL.recording(),
                    CALL.controller(),
                    CALL.subject(),
                    CALL.decision(),
                    CALL.consent(),
                    RUN,
                    LIMIT);

    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(new RetainedItemDecider());

    private static RetainedItemEvent[] ordered(RetainedItemEvent... then) {
        return InsuranceCall.plus(
                new RetainedItemEvent[] {
                    retained(QUALITY),
                    planned(facts(QUALITY)),
                    fulfilled(QUALITY),
                    scheduledToday(),
                    orderedToday()
                },
                then);
    }

    @Test
    void isOverdueAfterADay() {
        item.given(ordered()).when(new CheckOrder(A_DAY, LIMIT.minusMillis(1))).thenNothing();
        item.given(ordered()).when(new CheckOrder(A_DAY, LIMIT)).then(OVERDUE);
    }

    @Test
    void isSaidToBeOnce() {
        item.given(ordered(OVERDUE))
                .when(new CheckOrder(A_DAY, LIMIT.plusSeconds(3600)))
                .thenNothing();
    }

    @Test
    void isConfirmedStill() {
        item.given(ordered(OVERDUE)).when(confirm(ORDER)).then(confirmed());
    }

    @Test
    void isNoneBeforeItIsGivenOrWhenItIsCarriedOut() {
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(new CheckOrder(A_DAY, LIMIT))
                .thenNothing();
        item.given(ordered(confirmed())).when(new CheckOrder(A_DAY, LIMIT)).thenNothing();
    }
}
