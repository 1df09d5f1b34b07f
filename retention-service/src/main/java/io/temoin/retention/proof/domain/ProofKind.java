// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof.domain;

/** What is proven. */
public enum ProofKind {
    /** That the person agreed to be called. */
    CONSENT,
    /** That the person asked to be called. */
    INFO_REQUEST
}
