// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/**
 * One reason of a decision.
 *
 * @param detail a sentence a person understands, without personal data
 * @param source the article it rests on
 */
public record Reason(ReasonCode code, String detail, String source) {

    /** The reason in the words of its code. */
    public static Reason of(ReasonCode code, String source) {
        return new Reason(code, code.detail(), source);
    }
}
