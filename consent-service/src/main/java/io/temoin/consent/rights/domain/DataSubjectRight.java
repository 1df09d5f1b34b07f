// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

/** What a person may ask for; objections and withdrawals are effective at once and no requests. */
public enum DataSubjectRight {
    /** GDPR art. 15. */
    ACCESS,
    /** GDPR art. 16. */
    RECTIFICATION,
    /** GDPR art. 17. */
    ERASURE,
    /** GDPR art. 18. */
    RESTRICTION,
    /** GDPR art. 20. */
    PORTABILITY
}
