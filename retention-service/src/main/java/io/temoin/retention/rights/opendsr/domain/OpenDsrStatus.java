// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import java.util.Locale;

/** The {@code request_status} of OpenDSR 2.0 section 8. */
public enum OpenDsrStatus {
    /** Received; nobody has begun to work on it. */
    PENDING,
    /** Somebody works on it. */
    IN_PROGRESS,
    /** Answered, at least in part. */
    COMPLETED,
    /** Ended without being fulfilled: the protocol has no word for a refusal. */
    CANCELLED;

    /** As the protocol writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
