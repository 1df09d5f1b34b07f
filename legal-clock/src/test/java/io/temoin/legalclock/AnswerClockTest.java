// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.legalclock.AnswerClock.Facts;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerClockTest {

    private static final AnswerClock CLOCK =
            new AnswerClock(new LegalClock(LegalCalendar.FRANCE), AnswerClock.A_WEEK);
    private static final Instant RECEIVED = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant DECEMBER_24 = Instant.parse("2026-12-24T23:00:00Z");

    /** A18: due on 5 January 2027, strictly on 24 December 2026. */
    @Test
    void promptProofMovesTheClock() {
        assertThat(due("2026-11-26T10:00:00Z", "2026-12-05T10:00:00Z", false))
                .isEqualTo(new Deadline(DECEMBER_24, Instant.parse("2027-01-05T23:00:00Z")));
    }

    /** A18: asked for on 20 December only. */
    @Test
    void lateProofDoesNot() {
        assertThat(due("2026-12-20T10:00:00Z", "2026-12-22T10:00:00Z", false))
                .isEqualTo(Deadline.at(DECEMBER_24));
    }

    @Test
    void awaitedProofDoesNotStopTheClock() {
        assertThat(due("2026-11-26T10:00:00Z", null, false)).isEqualTo(Deadline.at(DECEMBER_24));
        assertThat(due(null, null, false)).isEqualTo(Deadline.at(DECEMBER_24));
        assertThat(due(null, "2026-12-05T10:00:00Z", false)).isEqualTo(Deadline.at(DECEMBER_24));
    }

    /** Three months from receipt, not one and two, each rolled over. */
    @Test
    void anExtensionCountsFromReceipt() {
        assertThat(due(null, null, true))
                .isEqualTo(Deadline.at(Instant.parse("2027-02-24T23:00:00Z")));
        assertThat(due("2026-11-26T10:00:00Z", "2026-12-05T10:00:00Z", true))
                .isEqualTo(
                        new Deadline(
                                Instant.parse("2027-02-24T23:00:00Z"),
                                Instant.parse("2027-03-05T23:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T22:59:59Z, true", // the end of the seventh day in Paris
        "2026-12-01T23:00:00Z, false"
    })
    void promptMeansWithinAWeek(Instant asked, boolean prompt) {
        assertThat(CLOCK.isPrompt(RECEIVED, asked)).isEqualTo(prompt);
    }

    @Test
    void aDeadlineIsPassedFromItsMomentOn() {
        var deadline = Deadline.at(DECEMBER_24);

        assertThat(deadline.isPassed(DECEMBER_24.minusMillis(1))).isFalse();
        assertThat(deadline.isPassed(DECEMBER_24)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Deadline(DECEMBER_24, DECEMBER_24.minusMillis(1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void isNeverDueBeforeTheStrictCount(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            var received = RECEIVED.plusSeconds(random.nextInt(400 * 86_400));
            var asked = received.plusSeconds(random.nextInt(30 * 86_400));
            // Also a proof that was there before the request.
            var proved = received.plusSeconds(random.nextInt(60 * 86_400) - 20L * 86_400);
            var first = CLOCK.deadline(new Facts(received, asked, proved, false));
            var extended = CLOCK.deadline(new Facts(received, asked, proved, true));

            assertThat(first.effective()).as("seed %d", seed).isAfterOrEqualTo(first.strict());
            assertThat(extended.effective()).as("seed %d", seed).isAfter(first.effective());
        }
    }

    private static Deadline due(@Nullable String asked, @Nullable String proved, boolean extended) {
        return CLOCK.deadline(
                new Facts(
                        RECEIVED,
                        asked == null ? null : Instant.parse(asked),
                        proved == null ? null : Instant.parse(proved),
                        extended));
    }
}
