// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.temoin.shredding.SubjectId;

/**
 * A personal value was met whose subject's key had not been looked up. Whoever reads looks it up
 * and reads again: cheaper than going through every event beforehand to find its one subject. Has
 * no stack trace, since it is no failure.
 */
public final class KeyNotLoaded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SubjectId subject;

    KeyNotLoaded(SubjectId subject) {
        super("the key of a subject was not looked up", null, false, false);
        this.subject = subject;
    }

    /** Whose key it is. */
    public SubjectId subject() {
        return subject;
    }
}
