// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.schedule.domain.InsuranceCall.INSURANCE;
import static io.temoin.retention.schedule.domain.InsuranceCall.SIGNED;
import static io.temoin.retention.schedule.domain.InsuranceCall.explained;
import static io.temoin.retention.schedule.domain.InsuranceCall.insurance;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ENDED;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.schedule.domain.RetainedItemEvent.QuarantineNoted;
import org.junit.jupiter.api.Test;

/** An objection to the recording has it destroyed, unless a contract was signed all the same. */
class RecordingObjectionTest {

    private final Quarantine optedOut = new Quarantine("OPTED_OUT", ENDED.plusSeconds(60));

    @Test
    void inTheCallIsDestroyedAtOnce() {
        assertThat(RetentionClock.evaluate(INSURANCE.with(optedOut)))
                .isInstanceOfSatisfying(
                        Scheduled.class,
                        it -> assertThat(it.dueAt()).isEqualTo(optedOut.eraseBy()));
    }

    /** An agent must not be able to have the proof of a contract destroyed. */
    @Test
    void andSigningIsForAPersonToDecide() {
        assertThat(RetentionClock.evaluate(INSURANCE.with(CONTRACT_SIGNED, SIGNED).with(optedOut)))
                .isInstanceOf(InConflict.class);
    }

    @Test
    void saysSoInTheExplanation() {
        var facts = INSURANCE.with(CONTRACT_SIGNED, SIGNED).with(optedOut);
        var life =
                insurance(
                        noted(CONTRACT_SIGNED, SIGNED),
                        new QuarantineNoted(
                                CALL.recording(),
                                CALL.controller(),
                                CALL.subject(),
                                CALL.decision(),
                                CALL.consent(),
                                optedOut.reason(),
                                optedOut.eraseBy()),
                        planned(facts));
        assertThat(explained(life))
                .anySatisfy(
                        it ->
                                assertThat(it)
                                        .startsWith(
                                                "The purpose “insurance canvassing that did not lead to a contract” requires immediate destruction,"
                                                        + " by 24 November 2026: the person objected to"
                                                        + " the recording during the call"))
                .endsWith(
                        "It stays in quarantine, where nobody may listen to it.",
                        "It must be kept until 3 December 2028 but destroyed by 24 November 2026: a person"
                                + " must decide; nothing happens until then.");
    }
}
