// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

/**
 * A part of the running suite that can be killed as a power cut would, and comes back as it was.
 */
public interface Component extends AutoCloseable {

    /** The process id. */
    long pid();

    /** Whether it runs. */
    boolean alive();

    /** Kills it at once (SIGKILL), with all its descendants, and waits until they are gone. */
    void kill();

    /** Starts it again on the same port and data and returns when it answers. */
    void restart();

    /** Stops it in order. */
    @Override
    void close();
}
