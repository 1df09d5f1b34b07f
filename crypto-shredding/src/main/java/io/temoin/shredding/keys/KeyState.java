// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Instant;

/** What is known of one scope's key. */
public sealed interface KeyState {

    /** The key can be used. */
    record Usable(DataKey key) implements KeyState {}

    /**
     * The key is gone for good.
     *
     * @param basis why, as given at the destruction
     */
    record Destroyed(Instant since, String basis) implements KeyState {}

    /** The scope never had a key. */
    record Absent() implements KeyState {}
}
