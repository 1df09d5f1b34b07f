// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Instant;
import java.util.Set;

/** A version of a piece of law. It is never changed; what was understood better gets a new one. */
public interface DatedRule {

    /** Which piece of law. */
    String id();

    /** Orders the versions of one, part by part. */
    String version();

    /** From when on this version could be known. */
    Instant knownSince();

    /** ISO 3166-1 codes of countries, or ISO 3166-2 codes of their parts. */
    Set<String> places();

    /** The rule as it is cited. */
    default RuleSet ruleSet() {
        return new RuleSet(id(), version());
    }
}
