// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import java.util.Map;

/** How far the erasure is that answers a request, as it is shown. */
public enum ErasureState {
    /** Nobody has decided it; what is shown is what it would do. */
    UNDECIDED,
    /** The owners destroy. */
    WITH_OWNERS,
    /** The trail forgets. */
    WITH_TRAIL,
    /** Done. */
    COMPLETE;

    /** How far it is after each of the events that are recorded of it. */
    public static final Map<String, ErasureState> BY_STEP =
            Map.of(
                    "ErasureBegun", WITH_OWNERS,
                    "TrailErasureRequested", WITH_TRAIL,
                    "ErasureCompleted", COMPLETE);
}
