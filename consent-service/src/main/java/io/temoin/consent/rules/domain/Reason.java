// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One reason of a decision.
 *
 * @param detail a sentence a person understands, without personal data and without the facts
 * @param source the article it rests on
 * @param ruleSet the rules it comes from, where several had a say and it is not the same by all
 * @param facts what it rests on in this case; absent when there is nothing to add
 */
public record Reason(
        ReasonCode code,
        String detail,
        String source,
        @Nullable RuleSet ruleSet,
        @Nullable List<Fact> facts) {

    public Reason {
        facts = facts == null || facts.isEmpty() ? null : List.copyOf(facts);
    }

    /** One without facts. */
    public Reason(ReasonCode code, String detail, String source, @Nullable RuleSet ruleSet) {
        this(code, detail, source, ruleSet, null);
    }

    /** The reason in the words of its code. */
    public static Reason of(ReasonCode code, String source) {
        return new Reason(code, code.detail(), source, null);
    }

    /** The same, as one of several rule sets gives it. */
    public Reason by(RuleSet rules) {
        return new Reason(code, detail, source, rules, facts);
    }

    /** The same, with further facts. */
    public Reason with(Fact... further) {
        return with(List.of(further));
    }

    /** The same, with further facts. */
    public Reason with(List<Fact> further) {
        return new Reason(
                code,
                detail,
                source,
                ruleSet,
                Stream.concat(known().stream(), further.stream()).toList());
    }

    /** Its facts; none when there is nothing to add. */
    public List<Fact> known() {
        return facts == null ? List.of() : facts;
    }
}
