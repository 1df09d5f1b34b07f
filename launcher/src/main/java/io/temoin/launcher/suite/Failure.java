// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

/** Something the user can do something about; the message is printed without a stack trace. */
public final class Failure extends RuntimeException {

    /** A failure that is explained by its message. */
    public Failure(String message) {
        super(message);
    }
}
