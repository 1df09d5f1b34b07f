// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

/**
 * What the operator asked for cannot be done. The message is one sentence for the operator; there
 * is no stack trace, because the fault is not in the code.
 */
final class CannotRun extends RuntimeException {

    CannotRun(String sentence) {
        super(sentence, null, false, false);
    }
}
