// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What was acknowledged while parts of the suite died or hung, against what is there once they all
 * run again: each effect in the store, on the topic and in the trail, nothing half erased, and
 * evidence that holds.
 */
final class Reconciliation {

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    private final Suite suite;
    private final SuiteLedger ledger;
    private final boolean copies;

    private Reconciliation(Suite suite, boolean copies) {
        this.suite = suite;
        this.ledger = new SuiteLedger(suite);
        this.copies = copies;
    }

    /** Each event once on its topic. */
    static Reconciliation of(Suite suite) {
        return new Reconciliation(suite, false);
    }

    /** The relay of a process that hung may have sent copies when it woke up (ADR 0050). */
    static Reconciliation afterHangs(Suite suite) {
        return new Reconciliation(suite, true);
    }

    /** Lets the loop's last dispositions run, and compares. */
    void check(StoryLoop loop) {
        // A fulfilment that Kafka held back became due after the loop's own run had looked.
        awaitQuiet(() -> fulfilmentsAreKnown(loop.acknowledged()));
        loop.runDispositions();
        loop.inquiries().finish(suite);
        check(loop.acknowledged());
        loop.inquiries().check(suite);
    }

    private void check(Acknowledged acknowledged) {
        var disk = new AudioFolder(suite.folder());
        System.out.printf(
                "  acknowledged: %d effects, %d recordings to erase, %d to keep%n",
                acknowledged.effects().size(),
                acknowledged.erasures().size(),
                acknowledged.kept().size());
        assertThat(acknowledged.effects()).as("the loop did something").hasSizeGreaterThan(20);
        awaitQuiet(
                () ->
                        everythingPublishedIsRemembered()
                                && acknowledged.erasures().stream().allMatch(this::erased)
                                && ledger.listed().values().stream().noneMatch("REGISTERED"::equals)
                                && acknowledged.erasures().stream()
                                        .map(ledger.listed()::get)
                                        .allMatch("ERASED"::equals));

        var stored = ledger.stored();
        assertThat(ledger.parked()).as("messages nobody could handle").isEmpty();
        assertThat(published()).as("on the topics").isEqualTo(stored);
        assertThat(ledger.remembered()).as("in the trail").isEqualTo(stored);
        assertThat(stored.values()).as("in the stores").containsOnly(1);
        for (var effect : acknowledged.effects()) {
            assertThat(ledger.events(effect)).as("%s", effect).hasSize(1);
        }
        var listed = ledger.listed();
        for (var recording : acknowledged.erasures()) {
            assertThat(erased(recording)).as("%s is erased", recording).isTrue();
            assertThat(ledger.hasKey(recording)).as("no key of %s", recording).isFalse();
            disk.checkNothingOf(recording);
            assertThat(listed).containsEntry(recording, "ERASED");
        }
        for (var recording : acknowledged.kept()) {
            assertThat(ledger.hasKey(recording)).as("the key of %s", recording).isTrue();
            disk.checkSealed(recording, new DemoCall());
            assertThat(listed).containsEntry(recording, "STORED");
        }
    }

    private Map<String, Integer> published() {
        var published = ledger.published();
        if (!copies) {
            return published;
        }
        var once = new TreeMap<>(published);
        once.replaceAll((_, _) -> 1);
        return once;
    }

    private boolean fulfilmentsAreKnown(Acknowledged acknowledged) {
        return acknowledged.erasures().stream()
                .map(recording -> effect("retention", "PurposeEndNoted", recording))
                .noneMatch(noted -> ledger.events(noted).isEmpty());
    }

    private boolean everythingPublishedIsRemembered() {
        var stored = ledger.stored();
        return stored.equals(published()) && stored.equals(ledger.remembered());
    }

    private boolean erased(String recording) {
        var steps = new ArrayList<Acknowledged.Effect>();
        steps.add(effect("retention", "DispositionOrdered", recording));
        steps.add(effect("recording", "RecordingErased", recording));
        steps.add(effect("retention", "DispositionConfirmed", recording));
        return steps.stream().allMatch(step -> ledger.events(step).size() == 1);
    }

    private static Acknowledged.Effect effect(String service, String type, String recording) {
        return new Acknowledged.Effect(service, type, "recording", recording);
    }

    /**
     * Returns when it is so or has had its time; the assertions that follow say what is missing.
     */
    private static void awaitQuiet(BooleanSupplier quiet) {
        var deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (!quiet.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }
}
