// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.eventsourcing.Rejected.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What keeps something from being a consent. The catalogue of explanations has words for each. */
public enum ConsentDefect {
    PURPOSE_MISSING(true),
    OBJECT_MISSING(false),
    MENTION_MISSING(false),
    SLOT_OUT_OF_VALIDITY(true),
    IN_THE_FUTURE(true),
    VALIDITY_NOT_POSITIVE(true),
    VALIDITY_TOO_LONG(false),
    VALIDITY_OVER(false),
    MINOR(false),
    ACT_MISSING(false),
    ACT_IMPOSSIBLE(false),
    SEGMENT_INVALID(true),
    AUDIO_MISSING(false),
    CONSENT_TIED(false),
    CONSENT_PRE_TICKED(false),
    NOTICE_AFTER_CONSENT(false),
    WITHDRAWAL_HARDER(false);

    /** Whether it is said of facts that cannot be, not of what the person did. */
    private final boolean mistake;

    ConsentDefect(boolean mistake) {
        this.mistake = mistake;
    }

    /** As a violation tells it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Violation at(String pointer, String detail) {
        return new Violation(pointer, code(), detail);
    }

    /** Whether the request is merely mistaken: nothing tells of an invalid consent. */
    static boolean areMistakes(List<Violation> violations) {
        return violations.stream()
                .allMatch(
                        one ->
                                Arrays.stream(values())
                                        .anyMatch(
                                                defect ->
                                                        defect.mistake
                                                                && defect.code()
                                                                        .equals(one.code())));
    }
}
