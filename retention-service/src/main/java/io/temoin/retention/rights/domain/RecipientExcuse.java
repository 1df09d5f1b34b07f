// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Why a recipient is not told (GDPR art. 19). */
public enum RecipientExcuse {
    /** It proves impossible. */
    IMPOSSIBLE,
    /** It would involve disproportionate effort. */
    DISPROPORTIONATE,
    /** It received none of this person's data. */
    NOT_DISCLOSED
}
