// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Why a request was taken back. */
public enum WithdrawalReason {
    /** The system that sent it by OpenDSR cancelled it (OpenDSR 2.0 section 9). */
    CANCELLED_BY_SENDER
}
