// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;

/**
 * What a verification finds, said as it is found. A fault has to be fixed before the service
 * starts. A loss is what the backup did not have; nothing here can bring it back.
 */
final class Report {

    private final PrintWriter out;
    private int faults;
    private int losses;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** Something is as it should be. */
    void sound(String sentence) {
        say("ok     ", sentence);
    }

    /** Something is wrong. */
    void fault(String sentence) {
        faults++;
        say("FAULT  ", sentence);
    }

    /** Something is gone. */
    void loss(String sentence) {
        losses++;
        say("LOST   ", sentence);
    }

    /** Says what it comes to; answers the exit code. */
    int conclude() {
        if (faults > 0) {
            out.printf("%d faults: fix them before the service starts.%n", faults);
            return AdminProgram.FAULTS;
        }
        out.println(
                losses > 0
                        ? "No faults. What is named as lost was recorded after the backup."
                        : "No faults, and nothing is missing.");
        return AdminProgram.DONE;
    }

    private void say(String kind, String sentence) {
        out.println(kind + sentence);
        out.flush();
    }
}
