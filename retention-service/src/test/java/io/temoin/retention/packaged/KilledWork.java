// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.packaged;

import java.sql.SQLException;

/**
 * Work of one kind, each piece of it at another boundary between two of its steps when its process
 * is killed. Several lives, since what one consumer does after another is at one place at a time.
 */
public interface KilledWork extends AutoCloseable {

    /** Before anything is held up in a life; the first is 1. */
    void prepare(int life);

    /** Says which steps are not taken in this life. */
    void cut(int life, HeldSteps held) throws SQLException;

    /** Goes on to those that are refused. */
    void reachRefused(int life);

    /** Goes on to those that are held up; from then on, no read model hears of anything. */
    default void reachHeld(int life, HeldSteps held) throws SQLException {}

    /** In the last life, which nobody ends: what was cut off goes on, and ends once. */
    void end();

    @Override
    void close();
}
