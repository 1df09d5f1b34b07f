// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.consent.permission.domain.CallOutcome;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.Offers;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many decisions a second the rules alone can make on one thread: choosing the packs in force,
 * evaluating them, and making the event; no clock, no I/O. Run by the benchmark, in a JVM of its
 * own: seconds to warm up, seconds to measure.
 *
 * <p>Half the calls are allowed: one with a consent, one recorded; one is outside hours, one of a
 * person who objected, one of a person nobody knows, one beyond the cap.
 */
final class RuleRate {

    private static final Instant TUESDAY = Instant.parse("2026-12-01T09:30:00Z");
    private static final Instant LUNCH = Instant.parse("2026-12-01T12:30:00Z");
    private static final int CLOCK_EVERY = 1_000;

    /** What the person agreed to be called about, and what is offered. */
    private static final String OFFER = "fibre";

    private static final ContactPermissionEvent AGREED = Offers.givenAbout(OFFER);

    private final RulePacks rules = new RulePacks();
    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final List<Question> questions = new ArrayList<>();

    private record Question(ContactPermission known, Instant at, List<Purpose> sampled) {}

    private RuleRate() {
        ask(TUESDAY, List.of(), AGREED);
        ask(LUNCH, List.of(), AGREED);
        ask(TUESDAY, List.of(Purpose.QUALITY), AGREED, tried(), tried(), tried());
        ask(TUESDAY, List.of(), AGREED, Examples.objected(TUESDAY.minusSeconds(60)));
        ask(TUESDAY, List.of(Purpose.QUALITY), AGREED, tried());
        ask(TUESDAY, List.of(), AGREED, tried(), tried(), tried(), tried());
    }

    /** Prints decisions per second, and nothing else. */
    public static void main(String[] seconds) {
        var rate = new RuleRate();
        rate.run(Duration.ofSeconds(Long.parseLong(seconds[0])));
        System.out.printf("%.0f%n", rate.run(Duration.ofSeconds(Long.parseLong(seconds[1]))));
    }

    private double run(Duration duration) {
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        long decided = 0;
        long allowed = 0;
        long now = begin;
        while (now < end) {
            for (int i = 0; i < CLOCK_EVERY; i++) {
                if (decide(questions.get(i % questions.size())).verdict() == Verdict.ALLOW) {
                    allowed++;
                }
            }
            decided += CLOCK_EVERY;
            now = System.nanoTime();
        }
        // What nobody looks at may not be computed, and what is denied by mistake is cheap.
        if (Math.abs(allowed * 2.0 / decided - 1) > 0.01) {
            throw new IllegalStateException(
                    allowed
                            + " of "
                            + decided
                            + " were allowed; the first: "
                            + decide(questions.getFirst()).reasons());
        }
        return decided * 1e9 / (now - begin);
    }

    private CallDecided decide(Question question) {
        DecideCall asked =
                Offers.offering(
                        Examples.askingUnder(
                                rules.inForce(
                                        Examples.IN_PARIS.jurisdictions(),
                                        question.at(),
                                        question.at()),
                                Examples.BY_VOIX,
                                question.sampled(),
                                question.at()),
                        OFFER);
        return (CallDecided) decider.decide(asked, question.known()).getFirst();
    }

    private void ask(Instant at, List<Purpose> sampled, ContactPermissionEvent... life) {
        questions.add(new Question(decider.replay(List.of(life)), at, sampled));
    }

    private static ContactPermissionEvent tried() {
        return Examples.attempted(
                Examples.ATLAS, null, CallOutcome.NO_ANSWER, TUESDAY.minus(Duration.ofDays(3)));
    }
}
