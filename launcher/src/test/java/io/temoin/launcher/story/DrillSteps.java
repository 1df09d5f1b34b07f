// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The steps of an operator one after the other, and how long each of them took. */
final class DrillSteps {

    private final List<Step> taken = new ArrayList<>();

    private record Step(String name, Duration time) {

        void print() {
            System.out.printf(Locale.ROOT, "  %-48s %6.1f s%n", name, time.toMillis() / 1000.0);
        }
    }

    /** Carries out a step. */
    void run(String name, Runnable step) {
        run(
                name,
                () -> {
                    step.run();
                    return null;
                });
    }

    /** Carries out a step that has a result. */
    <T> T run(String name, Supplier<T> step) {
        var began = System.nanoTime();
        try {
            return step.get();
        } finally {
            taken.add(new Step(name, Duration.ofNanos(System.nanoTime() - began)));
        }
    }

    /** A line for each step, and their sum. */
    void print() {
        taken.forEach(Step::print);
        var sum = taken.stream().map(Step::time).reduce(Duration.ZERO, Duration::plus);
        new Step("all of them", sum).print();
    }
}
