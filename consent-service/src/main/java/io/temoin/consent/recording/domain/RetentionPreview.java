// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RetentionTrigger;
import java.time.Period;

/**
 * How long a recording will be kept for one purpose. A preview: the retention service decides.
 *
 * @param keepFor calendar period
 * @param from what it runs from
 * @param bound whether it is a maximum, a minimum or both
 */
public record RetentionPreview(
        Purpose purpose, Period keepFor, RetentionTrigger from, KeepingBound bound) {}
