// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

/** How a request ended; what {@link OpenDsrStatus} cannot say. */
public enum OpenDsrOutcome {
    /** All that was asked for was granted, or nothing was held. */
    GRANTED,
    /** A part of it was refused. */
    PARTIALLY_GRANTED,
    /** All of it was refused. */
    REFUSED,
    /** Whoever sent it cancelled it. */
    WITHDRAWN
}
