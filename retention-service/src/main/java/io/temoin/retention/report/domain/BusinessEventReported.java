// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * Something is known of the business that a call was about. Noted with every recording of the call,
 * also with those that are stored later. All that ever happens to a call here.
 *
 * @param decision the call decision
 * @param controller on whose behalf the call was made
 * @param happenedAt when it happened
 */
public record BusinessEventReported(
        UUID decision, String controller, BusinessEvent event, Instant happenedAt) {}
