// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** What a decision does not rest on but who acts on it should know. Stable; open for extension. */
public enum Warning {
    /** The day is a holiday in the part of the country where the person lives. */
    LOCAL_HOLIDAY,
    /** Something of the law is not applied, because nobody has checked it yet. */
    RULE_UNCHECKED,
    /** Nobody has compared the rules with the law for more than a year. */
    RULE_STALE
}
