// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.time.Instant;
import java.util.UUID;

/** Records the outcome of a run. All that may be asked of one. */
public record CompleteRun(UUID run, int dueItems, int ordered, Instant now) {}
