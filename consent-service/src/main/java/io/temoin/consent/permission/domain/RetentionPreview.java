// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RetentionTrigger;
import java.time.Period;

/**
 * How long a recording will be kept for one purpose. A preview: the retention service decides.
 *
 * @param keepFor calendar period, a maximum
 * @param from what it runs from
 */
public record RetentionPreview(Purpose purpose, Period keepFor, RetentionTrigger from) {}
