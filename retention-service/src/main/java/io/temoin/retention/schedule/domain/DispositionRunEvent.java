// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.util.UUID;

/** What happened to one run that a person asked for. */
public sealed interface DispositionRunEvent {

    /**
     * The due items of the tenant were gone through.
     *
     * @param dueItems how many were due
     * @param ordered how many of them were ordered destroyed
     */
    record DispositionRunCompleted(UUID run, int dueItems, int ordered)
            implements DispositionRunEvent {}
}
