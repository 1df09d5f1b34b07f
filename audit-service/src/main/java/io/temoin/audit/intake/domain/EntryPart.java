// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.regex.Pattern;

/**
 * What a handed-in entry may say, each with its place in the JSON document and the only shape that
 * it has. No shape has room for a sentence: nobody can write about a person in it. {@code
 * contracts/entries/entry.schema.json} says the same, and a test holds the two against each other.
 */
public enum EntryPart {
    ID("/id", true, "[A-Za-z0-9][A-Za-z0-9._:~-]{0,127}", "1 to 128 letters, digits and . _ : ~ -"),
    AT(
            "/at",
            true,
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?"
                    + "(Z|[+-][0-9]{2}:[0-9]{2})",
            "a time with offset such as 2026-11-24T09:12:03Z (RFC 3339)"),
    SOURCE("/source", true, Shape.SLUG_32, "1 to 32 characters from a-z, 0-9 and -"),
    ACTION(
            "/action",
            true,
            "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*",
            "up to 64 characters from A-Z, 0-9 and _",
            64),
    OUTCOME("/outcome", true, "ALLOWED|REFUSED|DONE", "ALLOWED, REFUSED or DONE"),
    ACTOR("/actor", true, Shape.ID_128, "a pseudonym: 1 to 128 letters, digits and . _ : -"),
    ORGANISATION(
            "/organisation",
            true,
            Shape.SLUG_63,
            "a party id: 1 to 63 characters from a-z, 0-9 and -"),
    ROLE(
            "/role",
            true,
            "[A-Za-z0-9][A-Za-z0-9._,-]{0,127}",
            "roles: 1 to 128 letters, digits and . _ , -"),
    WORKSTATION(
            "/workstation",
            false,
            "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}",
            "an equipment id: 1 to 64 letters, digits and . _ : -"),
    PURPOSE("/purposes", false, Shape.CODE_64, "a code: 1 to 64 letters, digits and . _ -"),
    REASON_CODE("/reason/code", false, Shape.CODE_64, "1 to 64 letters, digits and . _ -"),
    REASON_REFERENCE(
            "/reason/reference", false, Shape.CODE_64, "1 to 64 letters, digits and . _ -"),
    OPERATION("/how/operation", true, Shape.ID_128, "a name: 1 to 128 letters, digits and . _ : -"),
    CHANNEL(
            "/how/channel",
            false,
            "[A-Za-z0-9][A-Za-z0-9._-]{0,31}",
            "1 to 32 letters, digits and . _ -"),
    CONTROLLER(
            "/controller",
            false,
            Shape.SLUG_63,
            "a party id: 1 to 63 characters from a-z, 0-9 and -"),
    SUBJECT("/subject", false, "[0-9a-f]{32}", "a data subject's pseudonym: 32 hexadecimal digits"),
    RECORDING("/recording", false, Shape.CODE_64, "1 to 64 letters, digits and . _ -"),
    DECISION("/decision", false, Shape.CODE_64, "1 to 64 letters, digits and . _ -"),
    CONSENT("/consent", false, Shape.CODE_64, "1 to 64 letters, digits and . _ -"),
    CORRELATION("/correlationId", false, Shape.ID_128, "1 to 128 letters, digits and . _ : -"),
    CAUSATION("/causationId", false, Shape.ID_128, "1 to 128 letters, digits and . _ : -");

    /** Shapes that several parts have. */
    private static final class Shape {
        static final String SLUG_32 = "[a-z0-9][a-z0-9-]{0,31}";
        static final String SLUG_63 = "[a-z0-9][a-z0-9-]{0,62}";
        static final String CODE_64 = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
        static final String ID_128 = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}";
    }

    /** No other shape lets a text be longer. */
    private static final int LONGEST = 128;

    private final String pointer;
    private final boolean mandatory;
    private final Pattern pattern;
    private final String expected;
    private final int longest;

    EntryPart(String pointer, boolean mandatory, String pattern, String expected) {
        this(pointer, mandatory, pattern, expected, LONGEST);
    }

    EntryPart(String pointer, boolean mandatory, String pattern, String expected, int longest) {
        this.pointer = pointer;
        this.mandatory = mandatory;
        this.pattern = Pattern.compile(pattern);
        this.expected = expected;
        this.longest = longest;
    }

    /** Where it stands in an entry (RFC 6901). */
    public String pointer() {
        return pointer;
    }

    /** Whether no entry is without it. */
    public boolean mandatory() {
        return mandatory;
    }

    /** Completes "Expected ...". */
    public String expected() {
        return expected;
    }

    /** Whether a text has the shape. */
    public boolean fits(String text) {
        return text.length() <= longest && pattern.matcher(text).matches();
    }
}
