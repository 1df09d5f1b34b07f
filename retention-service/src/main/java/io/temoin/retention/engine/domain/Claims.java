// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims that were made about one business, and the ends of claims. An end ends the claim that
 * it names and no other, so that a period stands still as long as any claim is open.
 *
 * @param named the claims by the fingerprints of their references
 * @param unnamed those that were reported before claims had references
 */
public record Claims(Map<String, Claim> named, Unnamed unnamed) {

    /** None was made. */
    public static final Claims NONE = new Claims(Map.of(), Unnamed.NONE);

    public Claims {
        named = Map.copyOf(named);
    }

    /**
     * One claim.
     *
     * @param made when it was; {@code null} while only its end is known
     * @param closed when it ended; {@code null} while it is open
     */
    public record Claim(@Nullable Instant made, @Nullable Instant closed) {

        private static final Claim UNKNOWN = new Claim(null, null);

        private Claim with(BusinessFact fact) {
            return fact.event() == BusinessEvent.CLAIM_MADE
                    ? new Claim(made == null ? fact.at() : made, closed)
                    : new Claim(made, closed == null ? fact.at() : closed);
        }

        private boolean isOpenAt(Instant at) {
            return made != null && !made.isAfter(at) && (closed == null || closed.isAfter(at));
        }
    }

    /**
     * Claims without references. As long as fewer have ended than were made, one is open; what is
     * said of the same moment twice is said once.
     *
     * @param made when each was made, the first first
     * @param closed when each end was
     */
    public record Unnamed(List<Instant> made, List<Instant> closed) {

        private static final Unnamed NONE = new Unnamed(List.of(), List.of());

        public Unnamed {
            made = made.stream().distinct().sorted().toList();
            closed = closed.stream().distinct().sorted().toList();
        }

        private boolean include(BusinessFact fact) {
            return (fact.event() == BusinessEvent.CLAIM_MADE ? made : closed).contains(fact.at());
        }

        private Unnamed with(BusinessFact fact) {
            return fact.event() == BusinessEvent.CLAIM_MADE
                    ? new Unnamed(plus(made, fact.at()), closed)
                    : new Unnamed(made, plus(closed, fact.at()));
        }

        private static List<Instant> plus(List<Instant> times, Instant at) {
            return Stream.concat(times.stream(), Stream.of(at)).toList();
        }

        /** How many are open once everything has happened that did by then. */
        private long openAt(Instant at) {
            return upTo(made, at) - upTo(closed, at);
        }

        private static long upTo(List<Instant> times, Instant at) {
            return times.stream().filter(time -> !time.isAfter(at)).count();
        }
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

    /** Whether it is known that this claim was made, or ended, at that moment. */
    public boolean include(BusinessFact fact) {
        return fact.claim() == null
                ? unnamed.include(fact)
                : fact.at().equals(timeOf(fact.claim(), fact.event()));
    }

    /** When a claim was made, or ended; {@code null} if that is not known. */
    public @Nullable Instant timeOf(String claim, BusinessEvent event) {
        Claim known = named.get(claim);
        if (known == null) {
            return null;
        }
        return event == BusinessEvent.CLAIM_MADE ? known.made() : known.closed();
    }

    /** One more was made, or has ended; the first report of each counts. */
    public Claims with(BusinessFact fact) {
        if (fact.claim() == null) {
            return new Claims(named, unnamed.with(fact));
        }
        Map<String, Claim> more = new HashMap<>(named);
        more.put(fact.claim(), named.getOrDefault(fact.claim(), Claim.UNKNOWN).with(fact));
        return new Claims(more, unnamed);
    }

    /** Whether {@code end} can be the end of a claim that is known and was made by then. */
    public boolean allow(BusinessFact end) {
        if (end.claim() != null) {
            Instant made = timeOf(end.claim(), BusinessEvent.CLAIM_MADE);
            return made != null && !made.isAfter(end.at());
        }
        // At no moment have more ended than begun.
        Unnamed then = unnamed.with(end);
        return then.closed().stream().allMatch(at -> then.openAt(at) >= 0);
    }

    /** The times during which one was open, the first first; they do not touch each other. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        @Nullable Instant since = null;
        for (Instant at : times()) {
            boolean open = isOpenAt(at);
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

    private TreeSet<Instant> times() {
        TreeSet<Instant> times = new TreeSet<>(unnamed.made());
        times.addAll(unnamed.closed());
        for (Claim claim : named.values()) {
            if (claim.made() != null) {
                times.add(claim.made());
            }
            if (claim.closed() != null) {
                times.add(claim.closed());
            }
        }
        return times;
    }

    private boolean isOpenAt(Instant at) {
        return unnamed.openAt(at) > 0
                || named.values().stream().anyMatch(claim -> claim.isOpenAt(at));
    }
}
