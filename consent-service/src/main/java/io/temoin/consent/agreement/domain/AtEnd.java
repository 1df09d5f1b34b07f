// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

/** What becomes of the data when the processor's services end (GDPR art. 28(3)(g)). */
public enum AtEnd {
    DELETE,
    RETURN
}
