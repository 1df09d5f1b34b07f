// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

/** What the desk decided about the voices of others in recordings (GDPR art. 15(4)). */
public enum OtherVoices {
    /** The recording as it is. */
    INCLUDED,
    /** The person's channel only; a recording without separate channels is left out, and named. */
    WITHHELD
}
