// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

/** How far an erasure is, as it is shown. */
public enum ErasureState {
    /** Nobody has decided it; what is shown is what it would do. */
    UNDECIDED,
    /** The owners destroy. */
    WITH_OWNERS,
    /** The trail forgets. */
    WITH_TRAIL,
    /** Done. */
    COMPLETE
}
