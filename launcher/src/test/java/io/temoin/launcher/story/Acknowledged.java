// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.util.ArrayList;
import java.util.List;

/** What the services said yes to; every entry must be found again after any fault. */
final class Acknowledged {

    /** One acknowledged command: the event it must have left, and how to recognise it. */
    record Effect(String service, String type, String field, String value) {}

    private final List<Effect> effects = new ArrayList<>();
    private final List<String> erasures = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    void add(String service, String type, String field, String value) {
        effects.add(new Effect(service, type, field, value));
    }

    void toBeErased(String recording) {
        erasures.add(recording);
    }

    void toBeKept(String recording) {
        kept.add(recording);
    }

    List<Effect> effects() {
        return effects;
    }

    /** Recordings whose purposes are fulfilled and whose day is over. */
    List<String> erasures() {
        return erasures;
    }

    /** Recordings that have to stay. */
    List<String> kept() {
        return kept;
    }
}
