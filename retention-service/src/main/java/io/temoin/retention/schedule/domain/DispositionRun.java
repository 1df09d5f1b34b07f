// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.util.UUID;

/** State of one run of due dispositions that a person asked for. */
public sealed interface DispositionRun {

    /** Not completed, as far as is known; running twice does no harm. */
    record Open() implements DispositionRun {}

    /** Completed, with its outcome. */
    record Completed(UUID run, int dueItems, int ordered) implements DispositionRun {}
}
