// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.schedule.domain.ErasableItem;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import io.temoin.retention.schedule.domain.KeepingCause;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What goes, what is gone and what stays, counted. */
class ErasureSummaryTest {

    private static final LocalDate UNTIL = LocalDate.of(2028, 11, 24);
    private static final String TEXT = "C. assurances art. R.112-7";

    private static ErasableItem item(ListedKind kind, Verdict verdict) {
        return ErasableItem.of(kind, UUID.randomUUID(), verdict);
    }

    private static ErasableItem kept(
            KeepingCause by, @Nullable LocalDate until, @Nullable String reference) {
        return ErasableItem.kept(ListedKind.RECORDING, UUID.randomUUID(), by, until, reference);
    }

    @Test
    void countsByKindAndReason() {
        var summary =
                ErasureSummary.of(
                        List.of(
                                item(ListedKind.RECORDING, Verdict.GOES),
                                item(ListedKind.RECORDING, Verdict.ORDERED),
                                item(ListedKind.RECORDING, Verdict.GONE),
                                item(ListedKind.PREFERENCE, Verdict.GOES),
                                kept(KeepingCause.STATUTORY_MINIMUM, UNTIL, TEXT),
                                kept(KeepingCause.STATUTORY_MINIMUM, UNTIL, TEXT),
                                kept(KeepingCause.LEGAL_HOLD, null, null)));

        assertThat(summary.isDone()).isFalse();
        assertThat(summary.going())
                .containsExactly(
                        new ErasedItems(ListedKind.RECORDING, 2),
                        new ErasedItems(ListedKind.PREFERENCE, 1));
        assertThat(summary.gone()).containsExactly(new ErasedItems(ListedKind.RECORDING, 1));
        assertThat(summary.kept())
                .containsExactly(
                        new KeptItems(
                                ListedKind.RECORDING,
                                1,
                                KeepingCause.LEGAL_HOLD,
                                RefusalGround.LEGAL_CLAIMS,
                                null,
                                null),
                        new KeptItems(
                                ListedKind.RECORDING,
                                2,
                                KeepingCause.STATUTORY_MINIMUM,
                                RefusalGround.LEGAL_OBLIGATION,
                                UNTIL,
                                TEXT));
    }

    @Test
    void isDoneWhenWhatIsLeftStays() {
        assertThat(
                        ErasureSummary.of(
                                        List.of(
                                                item(ListedKind.RECORDING, Verdict.GONE),
                                                kept(KeepingCause.LEGAL_HOLD, null, null)))
                                .isDone())
                .isTrue();
        assertThat(ErasureSummary.of(List.of()).isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = KeepingCause.class, names = "REFUSED_BY_OWNER", mode = Mode.EXCLUDE)
    void namesAGroundOfArticle17ForEachReason(KeepingCause by) {
        assertThat(only(by).cause()).isEqualTo(by);
        assertThat(only(by).ground())
                .isEqualTo(
                        by == KeepingCause.LEGAL_HOLD
                                ? RefusalGround.LEGAL_CLAIMS
                                : RefusalGround.LEGAL_OBLIGATION);
    }

    /** That a service still uses it is no ground to refuse an erasure. */
    @Test
    void namesNoneWhereNoLawKeepsIt() {
        assertThat(only(KeepingCause.REFUSED_BY_OWNER).cause())
                .isEqualTo(KeepingCause.REFUSED_BY_OWNER);
        assertThat(only(KeepingCause.REFUSED_BY_OWNER).ground()).isNull();
    }

    private static KeptItems only(KeepingCause by) {
        return ErasureSummary.of(List.of(kept(by, UNTIL, TEXT))).kept().getFirst();
    }
}
