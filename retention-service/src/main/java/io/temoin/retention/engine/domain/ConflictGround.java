// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

/** On what ground a person decided a conflict of texts. */
public enum ConflictGround {
    /** The controller asked for legal advice. */
    LEGAL_ADVICE,
    /** An authority said what is to be done. */
    AUTHORITY_INSTRUCTION,
    /** The contract is valid, though it was signed late. */
    CONTRACT_VALID,
    /** There is no contract that had to be proved. */
    NO_CONTRACT,
    /** The person asked for the one or the other. */
    PERSONS_WISH
}
