// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Acts of the desk that the deadline of an answer depends on, by the date that each one has. */
public enum DatedAct {
    IDENTITY_PROOF_REQUESTED,
    IDENTITY_PROOF_RECEIVED,
    EXTENSION,
    ANSWER,
    REFUSAL
}
