// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Attempts.State.DIALLED;
import static io.temoin.consent.permission.domain.Attempts.State.EXPECTED;
import static io.temoin.consent.permission.domain.Attempts.State.NOT_DIALLED;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tries to reach one person in order to sell something, whoever of the controller's processors
 * made them. An allowed call counts as made until its dialer says otherwise: were it to count from
 * its report on, fifty dialers that ask at once would all be allowed.
 *
 * @param latest those that are remembered, the oldest first
 */
record Attempts(List<Attempt> latest) {

    /** Of a person whom nobody tried to reach. */
    static final Attempts NONE = new Attempts(List.of());

    /** More than any cap asks for; of those that do not count as many are kept besides. */
    static final int MOST = 32;

    Attempts {
        latest = List.copyOf(latest);
    }

    /** How far a try has come. */
    enum State {
        /** Allowed, and not reported yet. */
        EXPECTED,
        /** Reported as made, answered or not. */
        DIALLED,
        /** Reported as not made. */
        NOT_DIALLED
    }

    /**
     * One try.
     *
     * @param decision the answer that allowed it; absent when nobody was asked
     * @param processor the organisation that asked or dialled
     * @param at when it was allowed; when it was made, for want of an answer that allowed it
     */
    record Attempt(@Nullable UUID decision, PartyId processor, Instant at, State state) {

        boolean counts() {
            return state != NOT_DIALLED;
        }

        /** Whether the call is that organisation's to report on: it asked, or decides. */
        boolean isOf(PartyId organisation, PartyId controller) {
            return organisation.equals(processor) || organisation.equals(controller);
        }

        private Attempt at(State reached) {
            return new Attempt(decision, processor, at, reached);
        }
    }

    /** With a call that may be made from now on. */
    Attempts expecting(CallDecided allowed) {
        return with(new Attempt(allowed.decision(), allowed.processor(), allowed.at(), EXPECTED));
    }

    /** With what became of a call. What another processor says of it is of a call of its own. */
    Attempts reported(CallAttempted report) {
        boolean dialled = report.outcome() != CallOutcome.NOT_DIALLED;
        Attempt known = of(report.decision());
        if (known != null && !known.isOf(report.processor(), report.controller())) {
            return dialled
                    ? with(new Attempt(null, report.processor(), report.attemptedAt(), DIALLED))
                    : this;
        }
        if (known != null) {
            return dialled || known.state() == EXPECTED
                    ? replacing(known, known.at(dialled ? DIALLED : NOT_DIALLED))
                    : this;
        }
        return dialled
                ? with(
                        new Attempt(
                                report.decision(),
                                report.processor(),
                                report.attemptedAt(),
                                DIALLED))
                : this;
    }

    /** The try that this decision allowed; {@code null} when none is remembered. */
    @Nullable Attempt of(@Nullable UUID decision) {
        return latest.stream()
                .filter(attempt -> decision != null && decision.equals(attempt.decision()))
                .findFirst()
                .orElse(null);
    }

    /** When those were that count. */
    List<Instant> counted() {
        List<Instant> counted = new ArrayList<>(latest.size());
        for (Attempt attempt : latest) {
            if (attempt.counts()) {
                counted.add(attempt.at());
            }
        }
        return counted;
    }

    private Attempts replacing(Attempt old, Attempt young) {
        return kept(
                latest.stream()
                        .map(attempt -> Objects.equals(attempt, old) ? young : attempt)
                        .toList());
    }

    private Attempts with(Attempt attempt) {
        return kept(
                Stream.concat(latest.stream(), Stream.of(attempt))
                        .sorted(Comparator.comparing(Attempt::at))
                        .toList());
    }

    private static Attempts kept(List<Attempt> all) {
        return all.size() <= MOST
                ? new Attempts(all)
                : new Attempts(all.stream().filter(one -> isAmongLatest(one, all)).toList());
    }

    /** Of each kind the latest: those that do not count must never push out those that do. */
    private static boolean isAmongLatest(Attempt attempt, List<Attempt> all) {
        return all.subList(all.indexOf(attempt), all.size()).stream()
                        .filter(later -> later.counts() == attempt.counts())
                        .count()
                <= MOST;
    }
}
