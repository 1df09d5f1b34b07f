// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

/** What has a call recorded for a purpose. */
public enum RecordingStart {
    /** Calls are not recorded for it. */
    NONE,
    /** The controller's sample: a share of the calls, drawn by chance. */
    DRAW,
    /** Something in or about the call: an agreement, an action of the agent, a law. */
    EVENT
}
