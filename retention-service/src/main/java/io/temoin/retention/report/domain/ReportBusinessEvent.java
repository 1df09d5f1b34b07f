// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessFact;
import java.time.Instant;
import java.util.UUID;

/**
 * Something became of the business that a call was about, whichever recordings there are of it.
 *
 * @param decision the call decision
 * @param controller on whose behalf the call was made
 * @param fact what did, and when
 */
public record ReportBusinessEvent(
        UUID decision, String controller, BusinessFact fact, Instant now) {}
