// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Says in this process that a run was queued, so that it begins at once. Where nobody hears it, the
 * run waits for the next look.
 */
@ApplicationScoped
class QueuedRunSignal {

    private volatile Runnable look = () -> {};

    /** Has {@code look} run with each signal; it must not block. */
    void hear(Runnable look) {
        this.look = look;
    }

    /** A run was queued. */
    void queued() {
        look.run();
    }
}
