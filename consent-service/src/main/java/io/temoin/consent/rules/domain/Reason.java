// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import org.jspecify.annotations.Nullable;

/**
 * One reason of a decision.
 *
 * @param detail a sentence a person understands, without personal data
 * @param source the article it rests on
 * @param ruleSet the rules it comes from, where several had a say and it is not the same by all;
 *     absent before two laws could have a say
 */
public record Reason(ReasonCode code, String detail, String source, @Nullable RuleSet ruleSet) {

    /** The reason in the words of its code. */
    public static Reason of(ReasonCode code, String source) {
        return new Reason(code, code.detail(), source, null);
    }

    /** The same, as one of several rule sets gives it. */
    public Reason by(RuleSet rules) {
        return new Reason(code, detail, source, rules);
    }
}
