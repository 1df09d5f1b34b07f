// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** What a figure of a rule rests on. */
public enum SourceStrength {
    /** The text that is cited. */
    LAW,
    /** Practice: the text asks for it and states no figure, or no text asks for it. */
    PRACTICE
}
