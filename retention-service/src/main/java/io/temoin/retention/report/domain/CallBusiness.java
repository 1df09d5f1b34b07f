// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.Instant;
import java.util.Map;

/**
 * What is known of the business that one call was about.
 *
 * @param happened when each event that was reported happened
 */
public record CallBusiness(Map<BusinessEvent, Instant> happened) {

    public CallBusiness {
        happened = Map.copyOf(happened);
    }
}
