// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/** The event from which a retention period runs. */
public enum RetentionTrigger {
    RECORDING_ENDED
}
