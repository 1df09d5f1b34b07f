// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessFact;

/**
 * Something happened between a person and a controller.
 *
 * @param subject pseudonym of the person
 * @param fact what did, and when
 */
public record ReportPersonEvent(String subject, String controller, BusinessFact fact) {}
