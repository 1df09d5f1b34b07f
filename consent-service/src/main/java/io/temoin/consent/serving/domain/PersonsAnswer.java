// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import java.time.Instant;

/**
 * What the person answered to an announcement. Where the law asks for a yes, nothing is recorded
 * before it (StGB § 201).
 *
 * @param at when it was said
 * @param by how it was given
 */
public record PersonsAnswer(AnswerValue said, Instant at, AnswerMethod by) {

    /** The answers. */
    public enum AnswerValue {
        /** They agree to be recorded. */
        YES,
        /** They do not. */
        NO
    }

    /** How an answer is given in a call. */
    public enum AnswerMethod {
        /** In words. */
        SPOKEN,
        /** By a key of the telephone. */
        KEY
    }
}
