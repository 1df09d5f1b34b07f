// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.requests.CorrelationFilter.CLAIMED;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a question to the trail can be narrowed by. A value has the shape of an id, a pseudonym or a
 * code, because it goes on record with the look: no name with a space has, and no sentence. What
 * has that shape and looks like a phone number is refused all the same.
 */
enum TrailFilter {
    /** Its clause needs what the recording rests on: {@link Conditions#question}. */
    RECORDING("recording", Shape.WORD, ""),
    SUBJECT("subject", Shape.PSEUDONYM, "subject = ?"),
    DECISION("decision", Shape.WORD, "decision = ?"),
    CONSENT("consent", Shape.WORD, "consent = ?"),
    CONTROLLER("controller", Shape.WORD, "controller = ?"),
    ACTOR("actor", Shape.WORD, "actor = ?"),
    ORGANISATION("organisation", Shape.WORD, "organisation = ?"),
    /** An actor may have several; they are in one column. */
    ROLE("role", Shape.WORD, "? = any(string_to_array(role, ','))"),
    /** Claimed, or handed in by another system; an entry says which. */
    WORKSTATION("workstation", Shape.CLAIM, claimedOrNot("workstation")),
    PURPOSE("purpose", Shape.WORD, "? = any(purposes)"),
    REASON("reason", Shape.WORD, "reason_code = ?"),
    REASON_REFERENCE("reasonReference", Shape.WORD, "reason_reference = ?"),
    SERVICE("service", Shape.WORD, "service = ?"),
    ACTION("action", Shape.WORD, "action = ?"),
    OUTCOME("outcome", Shape.OUTCOME, "outcome = ?"),
    /** Also where a client chose it; an entry says so. */
    CORRELATION("correlation", Shape.CLAIM, claimedOrNot("correlation")),
    LOOKS(
            "looks",
            Shape.YES_OR_NO,
            """
            (? = 'true'
             or action not in ('TRAIL_SEARCHED', 'TRAIL_ENTRY_READ', 'TRAIL_FOLLOWED'))\
            """),
    FROM("from", Shape.INSTANT, "at >= ?"),
    TO("to", Shape.INSTANT, "at < ?");

    /** The form of a value. */
    private enum Shape {
        WORD("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}", "up to 128 letters, digits and . _ : / -"),
        /** The same; an entry shows it with a mark where a client chose it. */
        CLAIM(WORD.pattern.pattern(), WORD.words),
        PSEUDONYM("[0-9a-f]{32}", "a pseudonym: 32 digits 0-9a-f"),
        OUTCOME("ALLOWED|REFUSED|DONE|UNCLASSIFIED", "ALLOWED, REFUSED, DONE or UNCLASSIFIED"),
        YES_OR_NO("true|false", "true or false"),
        INSTANT("[0-9]{4}-[0-9TZ:.+-]{1,36}", "an instant such as 2026-11-24T09:00:00Z");

        private final Pattern pattern;
        private final String words;

        Shape(String pattern, String words) {
            this.pattern = Pattern.compile(pattern);
            this.words = words;
        }
    }

    private static final Map<String, TrailFilter> BY_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    TrailFilter::parameter, Function.identity()));

    private final String parameter;
    private final Shape shape;
    private final String clause;

    TrailFilter(String parameter, Shape shape, String clause) {
        this.parameter = parameter;
        this.shape = shape;
        this.clause = clause;
    }

    /** Also where the value is marked as what a client chose: a column has it without the mark. */
    private static String claimedOrNot(String column) {
        return column + "_name = ?";
    }

    /** The filter of that name, when there is one. */
    static Optional<TrailFilter> named(String parameter) {
        return Optional.ofNullable(BY_NAME.get(parameter));
    }

    /** The names of all. */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Its name, in a request and on record. */
    String parameter() {
        return parameter;
    }

    /** What holds for the rows it finds, in SQL with a question mark for the value. */
    String clause() {
        return clause;
    }

    /**
     * A value as the database takes it.
     *
     * @throws io.temoin.eventsourcing.Rejected when it has not the filter's shape, or looks
     *     personal
     */
    Object value(String text) {
        return value(text, parameter);
    }

    /** The same; a refusal points there. */
    Object value(String text, String pointer) {
        if (!shape.pattern.matcher(text).matches()) {
            throw malformed(pointer);
        }
        if (shape == Shape.WORD || shape == Shape.CLAIM) {
            FreeValues.impersonal(
                    pointer,
                    text,
                    "Searches are recorded, so a filter must not contain personal data.");
        }
        return switch (shape) {
            case INSTANT -> instant(text, pointer);
            case CLAIM -> text.startsWith(CLAIMED) ? text.substring(CLAIMED.length()) : text;
            case WORD, PSEUDONYM, OUTCOME, YES_OR_NO -> text;
        };
    }

    private Instant instant(String text, String pointer) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw malformed(pointer);
        }
    }

    private RuntimeException malformed(String pointer) {
        return ChassisProblem.REQUEST_INVALID.at(
                pointer, parameter + " must be " + shape.words + ".");
    }
}
