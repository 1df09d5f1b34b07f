// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.eventsourcing.Rejected;

/** The refusal of a command id that was already used for another request. */
public enum CommandReused implements Rejected.Code {
    IDEMPOTENCY_KEY_REUSED;

    @Override
    public Rejected.Kind kind() {
        return Rejected.Kind.UNPROCESSABLE;
    }

    static Rejected rejection() {
        return Rejected.at(
                "Idempotency-Key",
                IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key has already been used for a different request.");
    }
}
