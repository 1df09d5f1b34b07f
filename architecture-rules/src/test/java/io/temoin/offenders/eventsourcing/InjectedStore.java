// SPDX-License-Identifier: Apache-2.0
package io.temoin.offenders.eventsourcing;

import jakarta.inject.Inject;
import java.time.Clock;

/** A library that is built by a framework: an offender. */
final class InjectedStore {
    private final Clock clock;

    @Inject
    InjectedStore(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }
}
