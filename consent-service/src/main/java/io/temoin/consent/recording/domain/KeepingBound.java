// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

/** In which direction a period of keeping binds. */
public enum KeepingBound {
    /** Longer is unlawful (GDPR art. 5(1)(e)). */
    AT_MOST,
    /** Shorter is unlawful (GDPR art. 17(3)(b)). */
    AT_LEAST,
    /** The law orders both to keep and to destroy. */
    EXACTLY
}
