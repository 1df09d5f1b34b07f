// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.reading;

/** A read model did not reach, within the time a reader waits, the event it was asked to. */
final class PositionNotReached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PositionNotReached() {
        super("the read model is behind", null, false, false);
    }
}
