// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import java.time.Instant;
import java.time.Period;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");

    private enum Colour {
        RED,
        GREEN
    }

    @Test
    void takeTheNameOfAConstantAndNoOther() {
        assertThat(RequestFields.oneOf("/a", "RED", Colour.class)).isEqualTo(Colour.RED);
        assertThat(RequestFields.optionalOneOf("/a", null, Colour.class)).isNull();
        isRefused(
                () -> RequestFields.oneOf("/a", "red", Colour.class),
                "This must be one of RED, GREEN.");
        isRefused(() -> RequestFields.oneOf("/a", null, Colour.class), "This field is required.");
    }

    @Test
    void takeAMomentToTheMicrosecond() {
        assertThat(RequestFields.instant("/a", "2026-11-24T11:00:00.1234567+01:00"))
                .isEqualTo("2026-11-24T10:00:00.123456Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2026-11-24",
                "2026-11-24T10:00:00",
                "1899-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "+10000-01-01T00:00:00Z"
            })
    void refuseAMomentThatNoDatabaseHolds(String text) {
        isRefused(
                () -> RequestFields.instant("/a", text),
                "State a date and time with offset between 1900 and 9999, such as"
                        + " 2026-11-24T09:00:00Z.");
    }

    @Test
    void takeAMomentOfARequestSinceTheGdprUntilNow() {
        assertThat(RequestFields.past("/a", null, NOW)).isEqualTo(NOW);
        assertThat(RequestFields.past("/a", "2018-05-25T00:00:00Z", NOW))
                .isEqualTo("2018-05-25T00:00:00Z");
        assertThat(RequestFields.past("/a", "2026-11-24T10:06:00Z", NOW))
                .isEqualTo("2026-11-24T10:06:00Z");
        isRefused(
                () -> RequestFields.past("/a", "2026-11-24T10:06:00.001Z", NOW),
                "This moment is in the future.");
        isRefused(
                () -> RequestFields.past("/a", "2018-05-24T23:59:59Z", NOW),
                "State a moment after 25 May 2018, when the GDPR began to apply.");
    }

    @Test
    void takeAPeriodUpToACentury() {
        assertThat(RequestFields.optionalPeriod("/a", "P100Y")).isEqualTo(Period.ofYears(100));
        assertThat(RequestFields.optionalPeriod("/a", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P100Y1M", "P-1D", "PT1H", "P2147483647Y2147483647M", "a month"})
    void refuseAnyOtherPeriod(String text) {
        isRefused(
                () -> RequestFields.optionalPeriod("/a", text),
                "Expected a period of whole days, weeks, months or years (ISO 8601), up to a"
                        + " century.");
    }

    @Test
    void keepNoNumberInClear() {
        var shape = Pattern.compile("[A-Za-z0-9-]{1,64}");
        assertThat(RequestFields.impersonal("/a", "TCK-2026-1187", shape, "a code"))
                .isEqualTo("TCK-2026-1187");
        assertThatThrownBy(() -> RequestFields.impersonal("/a", "33612345678", shape, "a code"))
                .isInstanceOf(Rejected.class);
        isRefused(
                () -> RequestFields.impersonal("/a", "a b", shape, "a code"),
                "This is not a code.");
    }

    private static void isRefused(ThrowingCallable read, String message) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.violations())
                                        .singleElement()
                                        .satisfies(
                                                violation -> {
                                                    assertThat(violation.pointer()).isEqualTo("/a");
                                                    assertThat(violation.message())
                                                            .isEqualTo(message);
                                                }));
    }
}
