// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ContactWay.VOICE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;

import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.permission.domain.QuietHours.Span;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people wish in the tests. */
final class Wishes {

    private Wishes() {}

    static QuietHours lunch() {
        return new QuietHours(List.of(span("12:00", "14:30")), null);
    }

    static Span span(String from, String to) {
        return new Span(LocalTime.parse(from), LocalTime.parse(to), List.of());
    }

    static PreferenceChoice choice(@Nullable String brand, PreferenceValue wish) {
        return new PreferenceChoice(PROSPECTING_CALL, VOICE, brand, wish);
    }
}
