// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/**
 * A typed fact that an explanation rests on. Recorded with the decision and turned into words only
 * when somebody reads it, in their language. Never personal data: it travels in clear.
 *
 * @param value in the form that the kind of its name prescribes
 */
public record Fact(FactName name, String value) {

    /** Rejects a value that is not of the kind of its name. */
    public Fact {
        name.kind().mustRead(value);
    }

    /** A fact whose value writes itself in the form of its kind, as those of java.time do. */
    public static Fact of(FactName name, Object value) {
        return new Fact(name, value instanceof Enum<?> code ? code.name() : value.toString());
    }
}
