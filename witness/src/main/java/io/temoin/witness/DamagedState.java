// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

/**
 * What is remembered of one log cannot be relied on. Nothing of that log is cosigned before a
 * person has looked: to begin anew by itself would let the log show another past.
 */
final class DamagedState extends RuntimeException {

    private final String sentence;

    DamagedState(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** What is wrong, for the operator. */
    String sentence() {
        return sentence;
    }
}
