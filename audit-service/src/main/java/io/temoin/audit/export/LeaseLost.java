// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

/** Another process writes the export now; whoever gets this stops and has changed nothing. */
final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    LeaseLost() {
        super("another process has taken the export over");
    }
}
