// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.BusinessEventNoted;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A call about insurance, sold or not: C. assurances art. R.112-7 has it destroyed a month after
 * the proposal without an answer, at once when it is refused, and kept for two years when the
 * contract is signed. The call ended on 2026-11-24.
 */
final class InsuranceCall {

    static final Instant SIGNED = Instant.parse("2026-12-03T14:20:00Z");
    static final Instant REFUSED = Instant.parse("2026-11-25T08:00:00Z");
    static final Instant NOW = Instant.parse("2026-12-04T09:00:00Z");
    static final LocalDate TWO_YEARS_ON = LocalDate.of(2028, 12, 3);
    static final LocalDate A_MONTH_ON = LocalDate.of(2026, 12, 24);
    static final RetentionFacts INSURANCE = facts(INSURANCE_SALE, INSURANCE_NO_SALE);

    private InsuranceCall() {}

    static RetainedItemEvent[] insurance(RetainedItemEvent... then) {
        return plus(
                new RetainedItemEvent[] {
                    retained(INSURANCE_SALE, INSURANCE_NO_SALE), planned(INSURANCE)
                },
                then);
    }

    static RetainedItemEvent[] refused() {
        var facts = INSURANCE.with(PROPOSAL_REFUSED, REFUSED);
        return insurance(
                noted(PROPOSAL_REFUSED, REFUSED),
                planned(facts),
                ordered(
                        DispositionBasis.DESTRUCTION_DUTY,
                        LocalDate.of(2026, 11, 25),
                        NOW,
                        RetentionClock.evaluate(facts).because()));
    }

    static RetainedItemEvent[] plus(RetainedItemEvent[] life, RetainedItemEvent... then) {
        return Stream.concat(Stream.of(life), Stream.of(then)).toArray(RetainedItemEvent[]::new);
    }

    static RetainedItemCommand note(BusinessEvent event, Instant at) {
        return new NoteBusinessEvent(new BusinessFact(event, at), ORDER, Holds.NONE, NOW);
    }

    static RetainedItemEvent noted(BusinessEvent event, Instant at) {
        return new BusinessEventNoted(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                event,
                at,
                null);
    }

    static void assertScheduled(RetentionFacts facts, LocalDate day) {
        assertThat(RetentionClock.evaluate(facts))
                .isInstanceOfSatisfying(
                        Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo(day));
    }

    static List<String> explained(RetainedItemEvent... life) {
        return RetainedItems.inEnglish(
                Explanation.of(new RetainedItemDecider().replay(List.of(life)), Set.of(), NOW));
    }
}
