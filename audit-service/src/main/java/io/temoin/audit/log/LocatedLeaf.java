// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.eventsourcing.Rejected;
import org.jspecify.annotations.Nullable;

/** The leaf of an entry as it is in the database, not looked at, and where it is. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LocatedLeaf(byte[] leaf, LeafLocation location) {

    /**
     * The same, once it can be proven.
     *
     * @throws Rejected while the leaf is not under a signed checkpoint, or has no place at all
     */
    public static LocatedLeaf signed(@Nullable LocatedLeaf placed) {
        if (placed == null || !isSigned(placed)) {
            throw notYet();
        }
        return placed;
    }

    /** What is answered while something that proves an entry is on its way into the log. */
    public static Rejected notYet() {
        return new Rejected(
                LogProblem.PROOF_NOT_YET,
                "The entry is not covered by a signed checkpoint yet; repeat the request in a"
                        + " few seconds.");
    }

    /** Whether the leaf is under a signed checkpoint. */
    public static boolean isSigned(@Nullable LocatedLeaf placed) {
        return placed != null && placed.location().isSigned();
    }
}
