// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Why a request no longer restricts what it was about. */
public enum LiftingCause {
    /** The person was answered. */
    ANSWERED,
    /** The person was refused; the refusal says so. */
    REFUSED,
    /** The objection was upheld: what it reaches is destroyed. */
    OBJECTION_UPHELD,
    /** The request was joined to another one, which restricts the same. */
    JOINED,
    /** The person was told before (GDPR art. 18(3)). */
    PERSON_INFORMED,
    /** Whoever passed the request on took it back. */
    WITHDRAWN
}
