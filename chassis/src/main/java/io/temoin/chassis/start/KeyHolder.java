// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

/**
 * Has keys from a file. A service that starts reads them before it connects to anything: a file
 * that is missing, or that others may read, stops the start.
 */
public interface KeyHolder {

    /** Reads the keys, unless making the bean has. */
    void read();
}
