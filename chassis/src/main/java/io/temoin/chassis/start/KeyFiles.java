// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

/**
 * Key files that a service has beside its keyset. Every bean of this type is asked once, when a
 * process that is to serve starts, before it connects to anything; commands do without these files.
 */
public interface KeyFiles {

    /**
     * Checks the files, as far as that goes without a database and without asking a key provider.
     *
     * @throws RuntimeException that names the file or its setting, and what to do; the start ends
     */
    void check();
}
