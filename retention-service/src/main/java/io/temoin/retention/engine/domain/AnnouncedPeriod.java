// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Period;

/**
 * How long the person was told that the recording is kept for one purpose (GDPR art. 13(2)(a)).
 * What was announced binds: it shortens a maximum, and never lengthens one.
 */
public record AnnouncedPeriod(Purpose purpose, Period keepFor, RetentionTrigger from) {}
