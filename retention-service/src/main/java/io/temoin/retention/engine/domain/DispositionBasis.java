// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.Reason.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;

/** On what ground an item is destroyed. */
public enum DispositionBasis {
    /** The last purpose to live was fulfilled. */
    PURPOSE_FULFILLED,
    /** The person withdrew the consent that the last purpose to live rested on. */
    CONSENT_WITHDRAWN,
    /** The person objected to the last purpose to live. */
    OBJECTED,
    /** The last purpose to live came to the end of its period. */
    PERIOD_ENDED,
    /** It was in quarantine: no purpose may keep it. */
    QUARANTINED,
    /** The person's request for erasure was upheld. */
    ERASURE_UPHELD,
    /** A text orders the destruction. */
    DESTRUCTION_DUTY,
    /** The purposes were over before; the statutory minimum now is, too. */
    MINIMUM_ENDED;

    /** The ground that fixes the day of {@code disposition}. */
    public static DispositionBasis of(Dated disposition) {
        return switch (disposition) {
            case UnderMinimum _ -> MINIMUM_ENDED;
            case Scheduled scheduled -> of(scheduled);
        };
    }

    /** Whether a text orders the destruction by the day of {@code now}, whatever else does. */
    public static boolean isOrderedByLaw(Disposition disposition, Instant now) {
        LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate();
        return disposition.because().stream()
                .filter(reason -> reason.rule().ordersDestruction())
                .map(Reason::until)
                .anyMatch(until -> until != null && !until.isAfter(day));
    }

    private static DispositionBasis of(Scheduled scheduled) {
        Set<Rule> onTheDay =
                scheduled.because().stream()
                        .filter(reason -> scheduled.dueOn().equals(reason.until()))
                        .map(Reason::rule)
                        .collect(Collectors.toSet());
        if (onTheDay.contains(Rule.QUARANTINED)) {
            return QUARANTINED;
        }
        if (onTheDay.contains(Rule.ERASURE_UPHELD)) {
            return ERASURE_UPHELD;
        }
        if (onTheDay.stream().anyMatch(Rule::ordersDestruction)) {
            return DESTRUCTION_DUTY;
        }
        if (onTheDay.contains(Rule.PURPOSE_WITHDRAWN)) {
            return CONSENT_WITHDRAWN;
        }
        if (onTheDay.contains(Rule.PURPOSE_OBJECTED)) {
            return OBJECTED;
        }
        return onTheDay.contains(Rule.PURPOSE_FULFILLED) ? PURPOSE_FULFILLED : PERIOD_ENDED;
    }
}
