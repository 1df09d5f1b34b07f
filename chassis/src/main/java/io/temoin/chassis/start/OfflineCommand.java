// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import java.io.PrintStream;
import java.util.List;

/**
 * A command of one service that needs neither its databases nor its topics: nothing is started for
 * it. Named in {@code META-INF/services}.
 */
public interface OfflineCommand {

    /** How it is asked for on the command line. */
    String argument();

    /** Whether these arguments ask for it. */
    default boolean isAskedFor(List<String> arguments) {
        return arguments.equals(List.of(argument()));
    }

    /**
     * Does it.
     *
     * @return the code that the process ends with: 0 when it was done
     */
    int run(PrintStream said, PrintStream failed);
}
