// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Why a person's data have to be erased (GDPR art. 17(1)). */
public enum ErasureGround {
    /** (a): what they were kept for is over. */
    NO_LONGER_NECESSARY,
    /** (b): the consent was withdrawn, and nothing else allows it. */
    CONSENT_WITHDRAWN,
    /** (c): the person objected, and nothing outweighs it. */
    OBJECTION_UPHELD,
    /** (d): they should never have been processed. */
    UNLAWFUL_PROCESSING,
    /** (e): a law orders it. */
    LEGAL_OBLIGATION
}
