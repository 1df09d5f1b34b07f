// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.util.Locale;

/** The service that keeps an item, and destroys it when it is ordered to. */
public enum ItemOwner {
    /** consent-service. */
    CONSENT,
    /** recording-service. */
    RECORDING,
    /** audit-service. */
    AUDIT,
    /** retention-service itself. */
    RETENTION;

    /** As the service calls itself in its events. */
    public String service() {
        return name().toLowerCase(Locale.ROOT);
    }
}
