// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.Instant;

/**
 * Something happened between a person and a controller; it concerns what that controller keeps of
 * the person. All that ever happens to their business here.
 *
 * @param subject pseudonym of the person
 * @param happenedAt when it happened
 */
public record PersonEventReported(
        String subject, String controller, BusinessEvent event, Instant happenedAt) {}
