// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

/** A component cannot be started, reached or stopped; the message says what to do about it. */
public final class ComponentFailure extends RuntimeException {

    /** A failure that needs no cause to be understood. */
    public ComponentFailure(String message) {
        super(message);
    }

    /** A failure with the exception that led to it. */
    public ComponentFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
