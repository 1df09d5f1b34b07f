// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** The event from which a retention period runs. */
public enum RetentionTrigger {
    RECORDING_ENDED
}
