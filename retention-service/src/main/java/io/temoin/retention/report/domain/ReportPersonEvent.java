// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.Instant;

/**
 * Something happened between a person and a controller.
 *
 * @param subject pseudonym of the person
 * @param at when it happened
 */
public record ReportPersonEvent(
        String subject, String controller, BusinessEvent event, Instant at) {}
