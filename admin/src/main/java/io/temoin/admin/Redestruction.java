// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Destroys keys again as their destructions are read, says which, and counts them. */
final class Redestruction {

    private final ReturnedKeys keys;
    private final boolean dryRun;
    private final PrintWriter out;

    private long recorded;
    private long back;
    private long destroyed;
    private long noted;
    private long unknown;
    private long left;

    /**
     * @param dryRun whether it only says which keys are back
     */
    Redestruction(ReturnedKeys keys, boolean dryRun, PrintWriter out) {
        this.keys = keys;
        this.dryRun = dryRun;
        this.out = out;
    }

    /** Destroys these, and keeps nothing of them. */
    void take(List<RecordedDestruction> piece) {
        List<RecordedDestruction> live = keys.among(piece);
        recorded += piece.size();
        back += live.size();
        if (dryRun) {
            left += live.size();
            live.forEach(one -> out.println("  back: " + described(one)));
        } else {
            destroy(piece, new HashSet<>(live));
        }
        out.flush();
    }

    private void destroy(List<RecordedDestruction> piece, Set<RecordedDestruction> live) {
        keys.destroy(piece, done -> done.forEach(one -> say(one, live.contains(one))));
        for (RecordedDestruction one : keys.unknownAmong(piece)) {
            unknown++;
            out.println(
                    "LOST   NOT KNOWN HERE: "
                            + described(one)
                            + ". The person was first recorded after the backup of the keys, and no"
                            + " event says who it was: send the request of that erasure again, from"
                            + " your file on it.");
        }
        left += keys.among(piece).size();
    }

    private void say(RecordedDestruction one, boolean wasLive) {
        if (wasLive) {
            destroyed++;
            out.println("  destroyed again: " + described(one));
        } else {
            noted++;
            out.println("  has no key, and never will: " + described(one));
        }
    }

    /**
     * Says what it comes to; answers the exit code.
     *
     * @param lostRecords that the topic does not have all any more, as a sentence
     * @param accepted whether that is no fault
     */
    int conclude(ServiceName service, Optional<String> lostRecords, boolean accepted) {
        out.printf(
                "%d destroyed keys are on record for %s-service, of which %d %s back.%n",
                recorded, service.shortName(), back, dryRun ? "are" : "were");
        if (!dryRun) {
            out.printf(
                    "%d destroyed again, %d noted as never to have a key, %d not known here, %d"
                            + " left.%n",
                    destroyed, noted, unknown, left);
        }
        boolean complete = lostRecords.isEmpty() || accepted;
        lostRecords.ifPresent(
                sentence -> out.println((complete ? "LOST   " : "FAULT  ") + sentence));
        return left == 0 && complete ? AdminProgram.DONE : AdminProgram.FAULTS;
    }

    private static String described(RecordedDestruction one) {
        return "%s of tenant %s, erased at %s (%s)"
                .formatted(one.subject(), one.tenant(), one.at(), one.basis());
    }
}
