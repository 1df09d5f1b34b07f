// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.time.Instant;
import java.util.UUID;

/** What may be asked of one run that a person asked for. */
public sealed interface DispositionRunCommand {

    /** Records the outcome of the run. */
    record CompleteRun(UUID run, int dueItems, int ordered, Instant now)
            implements DispositionRunCommand {}
}
