// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteFolder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock of the four services in the demo profile, each replica of which has its own. It only
 * goes forward, and what it is ahead of the system's clock is remembered, so that a service that
 * starts again goes on from there.
 */
final class DemoClock {

    // Shorter than a granted listening lasts, so that one can outlive the day.
    private static final Duration EVE = Duration.ofSeconds(90);

    private final Conversation conversation;
    private final SuiteFolder folder;

    DemoClock(Conversation conversation, SuiteFolder folder) {
        this.conversation = conversation;
        this.folder = folder;
    }

    Instant now() {
        return Instant.now().plus(folder.demoClock());
    }

    /**
     * A minute ago, to the second: the clocks of the services differ by milliseconds, and what was
     * said to happen in the future is refused.
     */
    String aMomentAgo() {
        return now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Sets all four forward to the next morning on which calls may be placed. */
    void toNextMidMorning() {
        advanceTo(CallingDays.nextMidMorning(now()));
    }

    /** Sets all four forward to shortly before the day ends, and says when that is. */
    Instant toTheEveOfMidnight() {
        var midnight = CallingDays.endOfDay(now());
        advanceTo(midnight.minus(EVE));
        return midnight;
    }

    /** Sets all four forward to just after this moment. */
    void past(Instant moment) {
        advanceTo(moment.plusSeconds(5));
    }

    void advance(Duration step) {
        advanceTo(now().plus(step));
    }

    private void advanceTo(Instant moment) {
        set(Duration.between(Instant.now(), moment));
    }

    /**
     * Sets all four to be ahead of the system's clock by {@code offset}; safe to repeat when a
     * service did not answer.
     */
    void set(Duration offset) {
        // First what a service that starts meanwhile will read.
        folder.rememberDemoClock(offset);
        for (var service : ServiceName.values()) {
            conversation
                    .quietlyEverywhere(
                            Ask.put(service, "/v1/demo-clock")
                                    .as(Actor.ADELE)
                                    .json(Fields.of("offset", offset.toString())))
                    .forEach(answer -> answer.status(200));
        }
    }
}
