// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims that were made about one business, and the ends of claims. Claims have no names: as
 * long as fewer have ended than were made, one is open. What is said of the same moment twice is
 * said once.
 *
 * @param made when each was made, the first first
 * @param closed when each end was
 */
public record Claims(List<Instant> made, List<Instant> closed) {

    /** None was made. */
    public static final Claims NONE = new Claims(List.of(), List.of());

    public Claims {
        made = made.stream().distinct().sorted().toList();
        closed = closed.stream().distinct().sorted().toList();
    }

    /**
     * A time during which at least one claim was open.
     *
     * @param until {@code null} while one is
     */
    public record Span(Instant from, @Nullable Instant until) {}

    /** Whether {@code event} has to do with claims. */
    public static boolean concern(BusinessEvent event) {
        return event == BusinessEvent.CLAIM_MADE || event == BusinessEvent.CLAIM_CLOSED;
    }

    /** Whether it is known that one was made, or ended, at that moment. */
    public boolean include(BusinessEvent event, Instant at) {
        return (event == BusinessEvent.CLAIM_MADE ? made : closed).contains(at);
    }

    /** One more was made, or has ended. */
    public Claims with(BusinessEvent event, Instant at) {
        return event == BusinessEvent.CLAIM_MADE
                ? new Claims(plus(made, at), closed)
                : new Claims(made, plus(closed, at));
    }

    private static List<Instant> plus(List<Instant> times, Instant at) {
        return Stream.concat(times.stream(), Stream.of(at)).toList();
    }

    /** Whether every claim that ended was made before: at no moment have more ended than begun. */
    public boolean areConsistent() {
        return closed.stream().allMatch(at -> openAt(at) >= 0);
    }

    /** The times during which one was open, the first first; they do not touch each other. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        @Nullable Instant since = null;
        TreeSet<Instant> times = new TreeSet<>(made);
        times.addAll(closed);
        for (Instant at : times) {
            boolean open = openAt(at) > 0;
            if (open && since == null) {
                since = at;
            } else if (!open && since != null) {
                spans.add(new Span(since, at));
                since = null;
            }
        }
        if (since != null) {
            spans.add(new Span(since, null));
        }
        return List.copyOf(spans);
    }

    /** How many are open once everything has happened that did by then. */
    private long openAt(Instant at) {
        return upTo(made, at) - upTo(closed, at);
    }

    private static long upTo(List<Instant> times, Instant at) {
        return times.stream().filter(time -> !time.isAfter(at)).count();
    }
}
