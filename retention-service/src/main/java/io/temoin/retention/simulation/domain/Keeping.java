// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

/**
 * What keeps an item whatever its policies say.
 *
 * @param held by a legal hold in force
 * @param frozen by an open request of its person
 */
public record Keeping(boolean held, boolean frozen) {

    /** Nothing does. */
    public static final Keeping NOTHING = new Keeping(false, false);
}
