// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.trust.WitnessAnswer;

/** What becomes of a request. */
sealed interface Outcome {

    /** An answer in the words of the protocol: cosignatures, or the size that is known here. */
    record Answered(WitnessAnswer answer) implements Outcome {}

    /** Nothing is cosigned, and the sender is told why. */
    record Refused(Reason reason, String sentence) implements Outcome {}

    /** The witness cannot do its work; the operator is told why, the sender is not. */
    record Failed() implements Outcome {}

    /** Why a request is refused. */
    enum Reason {
        /** It is no request, or its old size is larger than its checkpoint. */
        MALFORMED,
        /** The log is not watched. */
        UNKNOWN_LOG,
        /** No key of the log signed, or what claims to be its signature is none. */
        UNSIGNED,
        /** It is not proven that the tree grew out of the one that is known. */
        INCONSISTENT
    }
}
