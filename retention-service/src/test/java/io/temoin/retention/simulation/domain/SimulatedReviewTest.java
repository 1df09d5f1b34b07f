// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlan.AwaitedLook;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.simulation.domain.Keeping.Reviewed;
import io.temoin.retention.simulation.domain.SimulatedPlan.Erased;
import io.temoin.retention.simulation.domain.SimulatedPlan.Floor;
import io.temoin.retention.simulation.domain.SimulatedPlan.Planned;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of items that a person looks at before they are destroyed. */
class SimulatedReviewTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalDate DUE = LocalDate.of(2026, 10, 10);
    private static final LocalDate LATEST = LocalDate.of(2027, 1, 10);
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static Instant end(LocalDate day) {
        return RetentionClock.endOf(day, PARIS);
    }

    private static Planned plan(@Nullable LocalDate latest) {
        return new Planned(
                ItemState.SCHEDULED,
                DUE,
                end(DUE),
                DUE,
                end(DUE),
                latest == null ? null : new AwaitedLook(latest, end(latest)));
    }

    /** Under a policy that asks for a look, and under the same without it. */
    private static SimulatedGroup group(
            @Nullable LocalDate latest, Floor floor, Erased erased, Keeping kept) {
        return new SimulatedPlan(
                        new PlanKey(
                                ItemKind.PREFERENCE,
                                "rhone-telecom",
                                null,
                                List.of("PROSPECT_FILE"),
                                LocalDate.of(2026, 7, 10),
                                null),
                        plan(latest),
                        plan(null))
                .group(floor, erased, kept, NOW);
    }

    private static SimulatedOutcome now(@Nullable LocalDate latest, Erased erased, Keeping kept) {
        return group(latest, Floor.NONE, erased, kept).now().outcome();
    }

    private static Keeping reviewed(@Nullable LocalDate kept, @Nullable Instant releasedFor) {
        return new Keeping(
                false,
                false,
                null,
                new Reviewed(kept, kept == null ? null : end(kept), releasedFor, false));
    }

    @Test
    void nobodyLooksAtWhatItsPersonEnded() {
        LocalDate until = LocalDate.of(2026, 12, 31);
        for (Reviewed ended :
                List.of(
                        new Reviewed(null, null, null, true),
                        new Reviewed(until, end(until), null, true))) {
            assertThat(now(LATEST, Erased.NOT, new Keeping(false, false, null, ended)))
                    .isEqualTo(SimulatedOutcome.DUE);
        }
    }

    @Test
    void whatWaitsForSomebodyIsNotDue() {
        var group = group(LATEST, Floor.NONE, Erased.NOT, Keeping.NOTHING);

        assertThat(group.now().outcome()).isEqualTo(SimulatedOutcome.AWAITING_REVIEW);
        assertThat(group.then().outcome()).isEqualTo(SimulatedOutcome.DUE);
        assertThat(group.change()).isEqualTo(SimulatedChange.UNCHANGED);
    }

    @Test
    void nobodysSilenceKeepsThemBeyondTheirMaximum() {
        assertThat(now(LocalDate.of(2026, 11, 23), Erased.NOT, Keeping.NOTHING))
                .isEqualTo(SimulatedOutcome.DUE);
    }

    @Test
    void whatSomebodyLetGoIsDueOnTheDayThatWasWeighed() {
        assertThat(now(LATEST, Erased.NOT, reviewed(null, end(DUE))))
                .isEqualTo(SimulatedOutcome.DUE);
        assertThat(now(LATEST, Erased.NOT, reviewed(null, end(DUE.minusDays(1)))))
                .isEqualTo(SimulatedOutcome.AWAITING_REVIEW);
    }

    @Test
    void whatSomebodyKeepsGoesLaterWithinTheMaximum() {
        LocalDate kept = LocalDate.of(2026, 12, 31);
        var group = group(LATEST, Floor.NONE, Erased.NOT, reviewed(kept, null));
        assertThat(group.now())
                .isEqualTo(new SimulatedEnd(SimulatedOutcome.SCHEDULED, YearMonth.of(2026, 12)));
        assertThat(group.then().outcome()).isEqualTo(SimulatedOutcome.DUE);
        assertThat(group.change()).isEqualTo(SimulatedChange.EARLIER);
        assertThat(now(LocalDate.of(2026, 11, 23), Erased.NOT, reviewed(kept, null)))
                .isEqualTo(SimulatedOutcome.DUE);
        LocalDate floor = LocalDate.of(2027, 2, 1);
        assertThat(
                        group(
                                        LATEST,
                                        new Floor(floor, end(floor)),
                                        Erased.NOT,
                                        reviewed(kept, null))
                                .now()
                                .month())
                .isEqualTo(YearMonth.of(2027, 2));
    }

    @Test
    void nobodyLooksAtWhatIsOfAnErasedPerson() {
        Erased erased = new Erased(DUE, end(DUE));
        assertThat(now(LATEST, erased, Keeping.NOTHING)).isEqualTo(SimulatedOutcome.DUE);
        assertThat(now(LATEST, erased, reviewed(LATEST, null))).isEqualTo(SimulatedOutcome.DUE);
    }

    @Test
    void holdsAndRequestsAreNamedFirst() {
        assertThat(now(LATEST, Erased.NOT, new Keeping(true, false)))
                .isEqualTo(SimulatedOutcome.HELD);
        assertThat(now(LATEST, Erased.NOT, new Keeping(false, true)))
                .isEqualTo(SimulatedOutcome.FROZEN);
    }

    @Test
    void recordingsWaitAsTheyAreRetained() {
        for (ItemState state : List.of(ItemState.SCHEDULED, ItemState.UNDER_MINIMUM)) {
            assertThat(recordings(state, true).now().outcome())
                    .isEqualTo(SimulatedOutcome.AWAITING_REVIEW);
            assertThat(recordings(state, false).now().outcome()).isEqualTo(SimulatedOutcome.DUE);
        }
    }

    private static SimulatedGroup recordings(ItemState state, boolean waits) {
        return new SimulatedRecordings(
                        "rhone-telecom",
                        List.of("QUALITY"),
                        state,
                        DUE,
                        true,
                        waits,
                        Keeping.NOTHING)
                .group();
    }
}
