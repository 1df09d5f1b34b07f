// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

/**
 * Another process writes the export now, or it was taken away; whoever gets this stops and has
 * changed nothing.
 */
final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    LeaseLost() {
        super("the export is not this process's any more");
    }
}
