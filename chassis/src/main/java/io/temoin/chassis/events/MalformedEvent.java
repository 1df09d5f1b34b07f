// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import org.jspecify.annotations.Nullable;

/** A record on a topic is not an event of ours; its message never quotes the record. */
public final class MalformedEvent extends RuntimeException {

    /** With a sentence that does not quote the record. */
    public MalformedEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
