// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.eventsourcing.Rejected.Violation;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with what was sent, each with its place. Not for several threads. */
public final class Violations {

    /** More than somebody reads; an answer has an end. */
    private static final int MOST = 1_000;

    /** The code of what looks personal. */
    static final String PERSONAL = "personal-data";

    /** The code of what is another organisation's. */
    static final String OF_ANOTHER = "organisation-of-another";

    private final List<Violation> found = new ArrayList<>();
    private boolean personal;
    private boolean otherwise;

    /** Adds one; {@code message} is a sentence and never quotes what was sent. */
    public void add(String pointer, String code, String message) {
        personal |= code.equals(PERSONAL);
        otherwise |= !code.equals(OF_ANOTHER);
        if (found.size() < MOST) {
            found.add(new Violation(pointer, code, message));
        }
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Whether something looks like personal data. */
    public boolean personal() {
        return personal;
    }

    /** Whether all that is wrong is whose it is. */
    public boolean onlyOfAnother() {
        return !otherwise;
    }

    /** In the order they were found, the first thousand. */
    public List<Violation> all() {
        return List.copyOf(found);
    }
}
