// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static java.util.Objects.requireNonNull;

import io.temoin.legalclock.WorkingDays;
import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lets a person be called who did not consent. It lifts neither the hours nor the cap, and no
 * objection; a register only where the law says so ({@link RegisterDuty#except}).
 *
 * @param sectors what may be offered by it; anything when none are named
 * @param within how many working days after a request it holds; absent when not counted so
 * @param after how long after a request, or after the end of a contract, it holds, in calendar
 *     time; absent when not counted so, and then a contract has to be performed still
 * @param source the article that says so
 * @param keepProof how long the proof of a request is kept from its receipt on; absent when the law
 *     does not say
 * @param standing what its period rests on; the law when absent
 */
public record Exemption(
        Code code,
        Set<Sector> sectors,
        @Nullable WorkingDays within,
        @Nullable Period after,
        String source,
        @Nullable Period keepProof,
        SourceStrength standing) {

    /** One whose period is the law's. */
    public Exemption(
            Code code,
            Set<Sector> sectors,
            @Nullable WorkingDays within,
            @Nullable Period after,
            String source) {
        this(code, sectors, within, after, source, null, SourceStrength.LAW);
    }

    public Exemption {
        requireNonNull(source, "source");
        standing = standing == null ? SourceStrength.LAW : standing;
        sectors = sectors == null ? Set.of() : Set.copyOf(sectors);
        boolean possible =
                switch (requireNonNull(code, "code")) {
                    case INFO_REQUEST -> (within == null) != (after == null);
                    case CONTRACT_IN_PROGRESS -> within == null && keepProof == null;
                    case PRESS_SUBSCRIPTION -> within == null && after == null && keepProof == null;
                };
        if (!possible || (after != null && (after.isNegative() || after.isZero()))) {
            throw new IllegalArgumentException("a request has its time, a contract may have some");
        }
    }

    /** Whether a request of that day still counts on {@code day}. */
    public boolean countsRequest(LocalDate requested, LocalDate day) {
        return within == null
                ? !day.isBefore(requested) && !day.isAfter(lastDay(requested))
                : within.include(requested, day);
    }

    /** Whether a contract that ended that day still counts on {@code day}. */
    public boolean countsContractEnded(LocalDate ended, LocalDate day) {
        return !day.isAfter(lastDay(ended));
    }

    private LocalDate lastDay(LocalDate from) {
        return after == null ? from : from.plus(after);
    }

    /** The kinds. */
    public enum Code {
        /**
         * A contract is being performed, or ended so lately that the law does not mind, and what is
         * offered is related to its object.
         */
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
