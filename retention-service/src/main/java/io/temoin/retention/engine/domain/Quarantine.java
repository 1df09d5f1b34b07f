// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recording that nobody may hear any more, whatever it was kept for.
 *
 * @param reason why, as recording-service names it
 * @param eraseBy when it has to be gone, unless a text or a hold keeps it
 */
public record Quarantine(String reason, Instant eraseBy) {

    private static final String ERASURE = "ERASURE";

    /** Since a person's request for erasure was upheld: at once (GDPR art. 17(1)). */
    public static Quarantine erasure(Instant at) {
        return new Quarantine(ERASURE, at);
    }

    /** Whether a request for erasure is behind it. */
    public boolean isErasure() {
        return reason.equals(ERASURE);
    }

    /** Whether it counts, and not {@code earlier}: the first one does until one ends sooner. */
    public boolean supersedes(@Nullable Quarantine earlier) {
        return earlier == null || eraseBy.isBefore(earlier.eraseBy());
    }

    /** Whether the person objected to the recording during the call. */
    boolean isObjection() {
        return reason.equals("OPTED_OUT");
    }

    /** As what it bounds the purposes of an item. */
    Reason.Rule rule() {
        return isErasure() ? Reason.Rule.ERASURE_UPHELD : Reason.Rule.QUARANTINED;
    }

    /** The text behind it. */
    public String reference() {
        return switch (reason) {
            case "MINOR" -> "GDPR art. 8, 17(1)(d)";
            case "OPTED_OUT" -> "GDPR art. 17(1)(c), 21; C. assurances art. R.112-7";
            case "CONSENT_WITHDRAWN" -> "GDPR art. 7(3), 17(1)(b)";
            case "OBJECTED" -> "GDPR art. 17(1)(c), 18(1)(d), 21(1)";
            default -> "GDPR art. 17(1)";
        };
    }
}
