// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

/** Where a hold is. */
public enum HoldState {
    /** It stops the disposition of what it covers. */
    IN_FORCE,
    /** The same; somebody proposed its release, and a second person has not decided yet. */
    RELEASE_PROPOSED,
    /** It stops nothing any more. */
    RELEASED
}
