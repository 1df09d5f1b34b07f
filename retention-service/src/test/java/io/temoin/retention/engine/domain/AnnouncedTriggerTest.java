// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A promise binds from whatever it runs, also if the policy runs from something else. */
class AnnouncedTriggerTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant ENDED = Instant.parse("2026-11-24T10:04:10Z");
    private static final Instant LATER = Instant.parse("2026-12-24T10:00:00Z");

    @Test
    void bindsBeforeTheClockOfThePolicyHasStarted() {
        assertThat(
                        RetentionClock.evaluate(
                                facts(
                                        Purpose.CUSTOMER_SERVICE,
                                        RetentionTrigger.CONTRACT_ENDED,
                                        Period.ofYears(5),
                                        told(
                                                Purpose.CUSTOMER_SERVICE,
                                                "P6M",
                                                RetentionTrigger.RECORDING_ENDED))))
                .isInstanceOfSatisfying(
                        Scheduled.class,
                        it -> {
                            assertThat(it.dueOn()).isEqualTo("2027-05-24");
                            assertThat(it.because())
                                    .extracting(Reason::rule, Reason::trigger)
                                    .containsExactly(
                                            tuple(
                                                    Reason.Rule.ANNOUNCED_PERIOD,
                                                    RetentionTrigger.RECORDING_ENDED));
                        });
    }

    @Test
    void bindsOnceItsOwnClockHasStarted() {
        var facts =
                facts(
                        QUALITY,
                        RetentionTrigger.RECORDING_ENDED,
                        Period.ofMonths(6),
                        told(QUALITY, "P1M", RetentionTrigger.CONTRACT_SIGNED));
        assertThat(dueOn(facts)).isEqualTo("2027-05-24");
        assertThat(dueOn(facts.with(BusinessEvent.CONTRACT_SIGNED, LATER))).isEqualTo("2027-01-24");
    }

    @Test
    void lengthensNothing() {
        var facts =
                facts(
                        QUALITY,
                        RetentionTrigger.RECORDING_ENDED,
                        Period.ofMonths(6),
                        told(QUALITY, "P6M", RetentionTrigger.CONTRACT_SIGNED));
        assertThat(dueOn(facts.with(BusinessEvent.CONTRACT_SIGNED, LATER))).isEqualTo("2027-05-24");
    }

    /** Of two promises the shorter one: nobody was told that it is the other. */
    @Test
    void theSoonerOfTwoCounts() {
        var facts =
                facts(
                        QUALITY,
                        RetentionTrigger.RECORDING_ENDED,
                        Period.ofMonths(6),
                        told(QUALITY, "P3M", RetentionTrigger.RECORDING_ENDED),
                        told(QUALITY, "P1M", RetentionTrigger.CONTRACT_CONCLUDED));
        assertThat(dueOn(facts)).isEqualTo("2026-12-24");
    }

    @Test
    void waitsWhileNeitherClockHasStarted() {
        assertThat(
                        RetentionClock.evaluate(
                                facts(
                                        Purpose.CUSTOMER_SERVICE,
                                        RetentionTrigger.CONTRACT_ENDED,
                                        Period.ofYears(5),
                                        told(
                                                Purpose.CUSTOMER_SERVICE,
                                                "P6M",
                                                RetentionTrigger.CONTRACT_SIGNED))))
                .isInstanceOf(Awaiting.class);
    }

    private static AnnouncedPeriod told(Purpose purpose, String keepFor, RetentionTrigger from) {
        return new AnnouncedPeriod(purpose, Period.parse(keepFor), from);
    }

    private static RetentionFacts facts(
            Purpose purpose, RetentionTrigger trigger, Period atMost, AnnouncedPeriod... told) {
        var policy =
                new RetentionPolicy(
                        purpose,
                        1,
                        LocalDate.of(2026, 1, 1),
                        trigger,
                        null,
                        atMost,
                        false,
                        "a text");
        return new RetentionFacts(ENDED, PARIS, List.of(policy), Arrays.asList(told), Map.of());
    }

    private static LocalDate dueOn(RetentionFacts facts) {
        return ((Scheduled) RetentionClock.evaluate(facts)).dueOn();
    }
}
