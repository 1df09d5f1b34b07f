// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import java.util.Optional;

/** A reason not to start in production; every bean of this type is asked once, at start. */
public interface StartupCheck {

    /**
     * What is insecure and which property to change, as one sentence; empty when all is well. Never
     * quotes a secret.
     */
    Optional<String> complaint();

    /** Whether a command, such as {@code migrate}, has to do with it as well. */
    default boolean alsoOfCommands() {
        return false;
    }

    /**
     * The property that, set to {@code true}, turns the complaint into a warning. {@code
     * temoin.allow-insecure} does so for every check.
     */
    default String override() {
        return StartupChecks.ALLOW_ALL;
    }
}
