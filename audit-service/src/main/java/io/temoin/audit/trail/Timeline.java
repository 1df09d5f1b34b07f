// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.audit.intake.domain.AuditEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Entries in an order that respects what is known for certain: a cause comes before its effects,
 * and events of a stream come in the order of the stream. What neither says is told by the clocks
 * of the services, which differ.
 */
final class Timeline {

    /** An entry on its way into the order. */
    private static final class Step implements Comparable<Step> {

        private final Entry entry;
        private final int given;
        private final List<Step> followers = new ArrayList<>();
        private int awaited;

        Step(Entry entry, int given) {
            this.entry = entry;
            this.given = given;
        }

        void follow(Step earlier) {
            earlier.followers.add(this);
            awaited++;
        }

        @Override
        public int compareTo(Step other) {
            return Integer.compare(given, other.given);
        }
    }

    private Timeline() {}

    /**
     * The entries in causal order.
     *
     * @param entries by the clocks of their services
     */
    static List<Entry> of(List<Entry> entries) {
        List<Step> steps = steps(entries);
        PriorityQueue<Step> ready = new PriorityQueue<>();
        steps.stream().filter(step -> step.awaited == 0).forEach(ready::add);
        List<Entry> ordered = new ArrayList<>(entries.size());
        for (Step next = ready.poll(); next != null; next = ready.poll()) {
            ordered.add(next.entry);
            for (Step follower : next.followers) {
                if (--follower.awaited == 0) {
                    ready.add(follower);
                }
            }
        }
        // No honest service makes a circle of causes; should one, nothing of it is left out.
        steps.stream().filter(step -> step.awaited > 0).forEach(step -> ordered.add(step.entry));
        return ordered;
    }

    private static List<Step> steps(List<Entry> entries) {
        List<Step> steps = new ArrayList<>(entries.size());
        Map<String, Step> byId = new HashMap<>();
        for (Entry entry : entries) {
            Step step = new Step(entry, steps.size());
            steps.add(step);
            byId.put(entry.id(), step);
        }
        for (Step step : steps) {
            @Nullable Step cause = byId.get(step.entry.causationId());
            if (cause != null) {
                step.follow(cause);
            }
        }
        inOrderOfTheirStreams(steps);
        return steps;
    }

    private static void inOrderOfTheirStreams(List<Step> steps) {
        Map<String, Step> last = new HashMap<>();
        steps.stream()
                .filter(step -> isNumbered(step.entry))
                .sorted(Comparator.comparingLong(step -> step.entry.sequence()))
                .forEach(
                        step -> {
                            Step before = last.put(stream(step.entry), step);
                            if (before != null) {
                                step.follow(before);
                            }
                        });
    }

    /** What was handed in has no number, and what was erased no longer says of which stream. */
    private static boolean isNumbered(Entry entry) {
        return entry.sequence() > 0
                && !entry.stream().equals(AuditEntry.ERASED)
                && !entry.stream().equals(AuditEntry.ERASED_BEFORE);
    }

    /** Two services may call a stream alike. */
    private static String stream(Entry entry) {
        return entry.service() + "/" + entry.stream();
    }
}
