// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import io.temoin.legalclock.LegalPeriod.Days;
import io.temoin.legalclock.LegalPeriod.Months;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a request of a person has to be answered (GDPR art. 12(3) and (6)): a month from receipt, or
 * three when it is extended, both counted from the same moment. Proof of identity that was asked
 * for without undue delay makes the month run from the moment the proof arrives.
 *
 * @param promptly asking within this period is without undue delay
 */
public record AnswerClock(LegalClock clock, LegalPeriod promptly) {

    private static final LegalPeriod FIRST = new Months(1);
    private static final LegalPeriod EXTENDED = new Months(3);

    /** Proof asked for within a week counts as asked without undue delay. */
    public static final LegalPeriod A_WEEK = new Days(7);

    /**
     * What the deadline depends on.
     *
     * @param proofAsked when proof of identity was asked for
     * @param proofReceived when it arrived
     */
    public record Facts(
            Instant received,
            @Nullable Instant proofAsked,
            @Nullable Instant proofReceived,
            boolean extended) {}

    /** Until when to answer. While proof is awaited, the strict count remains in force. */
    public Deadline deadline(Facts facts) {
        LegalPeriod period = facts.extended() ? EXTENDED : FIRST;
        Instant strict = clock.end(facts.received(), period);
        Instant begun = begun(facts);
        Instant effective = clock.end(begun, period);
        return new Deadline(strict, effective.isBefore(strict) ? strict : effective);
    }

    /** Whether asking for proof of identity at that moment makes the period run anew. */
    public boolean isPrompt(Instant received, Instant asked) {
        return asked.isBefore(clock.end(received, promptly));
    }

    private Instant begun(Facts facts) {
        Instant asked = facts.proofAsked();
        Instant proved = facts.proofReceived();
        return asked != null && proved != null && isPrompt(facts.received(), asked)
                ? proved
                : facts.received();
    }
}
