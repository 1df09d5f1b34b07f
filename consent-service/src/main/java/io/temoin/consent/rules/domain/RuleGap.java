// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/**
 * What a law says, or may say, and this version of it does not apply. It stands where no evaluation
 * looks, so that what nobody checked cannot be taken for a rule.
 *
 * @param rule its part of a law, in a word or two
 * @param mark why it is not applied
 * @param says the rule, as far as it is known
 * @param source where that was read
 */
public record RuleGap(String rule, GapReason mark, String says, String source) {

    /** Why a rule is not applied. */
    public enum GapReason {
        /** Nobody has compared it with the law. */
        MUST_BE_CHECKED,
        /** It needs to know what no question tells yet; without it the answer is stricter. */
        STRICTER_WITHOUT,
        /** It is about what happens in or after a call, which is not decided here. */
        NOT_DECIDED_HERE
    }
}
