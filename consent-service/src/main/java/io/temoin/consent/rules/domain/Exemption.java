// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lets a person be called who did not consent. It lifts neither the hours nor the cap, and no
 * objection.
 *
 * @param sectors what may be offered by it; anything when none are named
 * @param within how long after a request it holds; absent where no request is needed
 * @param source the article that says so
 */
public record Exemption(
        Code code, Set<Sector> sectors, @Nullable WorkingDays within, String source) {

    public Exemption {
        requireNonNull(source, "source");
        sectors = sectors == null ? Set.of() : Set.copyOf(sectors);
        if ((requireNonNull(code, "code") == Code.INFO_REQUEST) != (within != null)) {
            throw new IllegalArgumentException("a request, and only a request, has its days");
        }
    }

    /** The kinds. */
    public enum Code {
        /** A contract is being performed, and what is offered is related to its object. */
        CONTRACT_IN_PROGRESS(ReasonCode.CONTRACT_EXCEPTION),
        /** A newspaper or a magazine is offered. */
        PRESS_SUBSCRIPTION(ReasonCode.PRESS_EXCEPTION),
        /** The person asked to be called about it. */
        INFO_REQUEST(ReasonCode.INFO_REQUEST);

        private final ReasonCode reason;

        Code(ReasonCode reason) {
            this.reason = reason;
        }
    }

    /** Why a call that rests on it is allowed. */
    public Reason reason() {
        return Reason.of(code.reason, source);
    }

    /** Whether it holds for what is offered. */
    public boolean holdsFor(@Nullable Sector sector) {
        return sectors.isEmpty() || (sector != null && sectors.contains(sector));
    }
}
