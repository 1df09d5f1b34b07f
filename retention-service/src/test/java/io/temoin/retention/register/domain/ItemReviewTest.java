// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.ItemPlan.AwaitedLook;
import io.temoin.retention.register.domain.ItemReview.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A person looks at registered items before they are destroyed. */
class ItemReviewTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
    private static final LocalDate DUE = LocalDate.of(2027, 11, 24);
    private static final LocalDate LATEST = LocalDate.of(2029, 11, 24);
    private static final AwaitedLook LOOK = new AwaitedLook(LATEST, end(LATEST));
    private static final Instant DECIDED = Instant.parse("2027-11-26T09:00:00Z");

    private static Instant end(LocalDate day) {
        return RetentionClock.endOf(day, PARIS);
    }

    private static OwnPolicy own(Purpose purpose, RetentionTrigger from, @Nullable String atMost) {
        return new OwnPolicy(
                UUID.randomUUID(),
                PolicyScope.of("rhone-telecom"),
                7,
                new PolicyTerms(
                        purpose,
                        from,
                        null,
                        atMost == null ? null : Period.parse(atMost),
                        "house rule",
                        LocalDate.of(2026, 1, 1),
                        null,
                        true),
                NOW.minusSeconds(60),
                null);
    }

    private static ItemPlan plan(ItemKind kind, List<String> keptFor, OwnPolicy... own) {
        return ItemPlanner.plan(
                new PlanKey(kind, "rhone-telecom", null, keptFor, DAY, null),
                ShippedPolicies.effective(own),
                PARIS,
                NOW);
    }

    private static ItemReview kept(LocalDate until) {
        return new ItemReview(
                ReviewOutcome.KEEP, ReviewGround.STILL_NEEDED, DECIDED, until, end(DUE));
    }

    private static ItemReview released(Instant due) {
        return new ItemReview(
                ReviewOutcome.RELEASE, ReviewGround.NO_LONGER_NEEDED, DECIDED, null, due);
    }

    @Test
    void theyWaitUntilTheMaximumThatAppliesWithoutThePolicyThatAsks() {
        ItemPlan plan =
                plan(
                        ItemKind.PREFERENCE,
                        List.of("PROSPECT_FILE"),
                        own(
                                Purpose.PROSPECT_FILE,
                                RetentionTrigger.LAST_CONTACT_FROM_PERSON,
                                "P1Y"));
        assertThat(plan.dueOn()).isEqualTo(DUE);
        assertThat(plan.review()).isEqualTo(LOOK);
        assertThat(plan.awaitsReview(end(LATEST).minusMillis(1))).isTrue();
        assertThat(plan.awaitsReview(end(LATEST))).isFalse();
        assertThat(plan.erasableAt()).isNotNull();
    }

    @Test
    void nobodyLooksWhereNoDayIsLeftOrNothingIsPlanned() {
        OwnPolicy noShorter =
                own(Purpose.PROSPECT_FILE, RetentionTrigger.LAST_CONTACT_FROM_PERSON, null);
        assertThat(plan(ItemKind.PREFERENCE, List.of("PROSPECT_FILE"), noShorter).review())
                .isNull();
        assertThat(plan(ItemKind.PREFERENCE, List.of("PROSPECT_FILE", "YOGA"), noShorter).review())
                .isNull();
        assertThat(plan(ItemKind.PREFERENCE, List.of("PROSPECT_FILE")).awaitsReview(NOW)).isFalse();
    }

    @Test
    void aTranscriptIsLookedAtAsItsRecordingIs() {
        ItemPlan plan =
                plan(
                        ItemKind.TRANSCRIPT,
                        List.of("QUALITY"),
                        own(Purpose.QUALITY, RetentionTrigger.RECORDING_ENDED, "P3M"));
        assertThat(plan.dueOn()).isEqualTo("2027-02-24");
        assertThat(plan.review().on()).isEqualTo("2027-05-24");
    }

    @Test
    void nobodyHasToLookAfterSomebodyDid() {
        assertThat(Standing.of(LOOK, null, DUE, end(DUE))).isEqualTo(new Standing(LATEST, null));
        ItemReview released = released(end(DUE));
        assertThat(Standing.of(LOOK, released, DUE, end(DUE)))
                .isEqualTo(new Standing(null, released));
        assertThat(Standing.of(LOOK, released(end(DAY)), DUE, end(DUE)))
                .isEqualTo(new Standing(LATEST, null));
    }

    /** It is kept until a day, and then asked about again. */
    @Test
    void whatIsKeptIsLookedAtAgain() {
        LocalDate until = LocalDate.of(2028, 6, 30);
        ItemReview kept = kept(until);
        assertThat(Standing.of(LOOK, kept, until, end(until)))
                .isEqualTo(new Standing(LATEST, kept));
        assertThat(Standing.of(LOOK, kept, DUE, end(DUE))).isEqualTo(new Standing(LATEST, null));
        assertThat(Standing.of(LOOK, kept(LATEST), LATEST, end(LATEST)))
                .isEqualTo(new Standing(null, kept(LATEST)));
    }

    @Test
    void nobodyLooksAtWhatHasNoDayOrNoPolicyThatAsks() {
        assertThat(Standing.of(null, null, DUE, end(DUE))).isEqualTo(Standing.NONE);
        assertThat(Standing.of(LOOK, null, null, null)).isEqualTo(Standing.NONE);
    }

    private static ItemPlan past(
            @Nullable AwaitedLook look, @Nullable Instant erasedAt, ItemReview review) {
        return past(look, erasedAt, review, null);
    }

    private static ItemPlan past(
            @Nullable AwaitedLook look,
            @Nullable Instant erasedAt,
            ItemReview review,
            @Nullable Instant endedAt) {
        return new PastItem(NOW, false, null, null, erasedAt, null, review, null, endedAt, Map.of())
                .plan(
                        new ItemPlan(
                                ItemState.SCHEDULED,
                                DUE,
                                end(DUE),
                                DispositionBasis.PERIOD_ENDED,
                                List.of(),
                                DUE,
                                end(DUE),
                                look),
                        PARIS);
    }

    @Test
    void itIsKeptWithinItsMaximumOnly() {
        LocalDate until = LocalDate.of(2028, 6, 30);
        assertThat(past(LOOK, null, kept(until)).dueOn()).isEqualTo(until);
        assertThat(past(LOOK, null, kept(LATEST.plusDays(1))).dueAt()).isEqualTo(end(LATEST));
        assertThat(past(LOOK, null, released(end(DUE))).dueOn()).isEqualTo(DUE);
        assertThat(past(null, null, kept(until)).dueOn()).isEqualTo(DUE);
        assertThat(past(LOOK, NOW, kept(until)).dueOn()).isEqualTo(DUE);
        assertThat(past(LOOK, null, kept(until), NOW).dueOn()).isEqualTo(DUE);
    }
}
