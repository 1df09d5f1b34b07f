// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import java.util.function.UnaryOperator;

/**
 * What is kept of a controller's references, which may name people. The same reference of a
 * contract and of a claim is two things.
 *
 * @param contract the fingerprint of the reference of a contract
 * @param claim that of a claim
 */
record ReferenceFingerprints(UnaryOperator<String> contract, UnaryOperator<String> claim) {

    /** Of references that are fingerprints already. */
    static final ReferenceFingerprints DONE =
            new ReferenceFingerprints(UnaryOperator.identity(), UnaryOperator.identity());
}
