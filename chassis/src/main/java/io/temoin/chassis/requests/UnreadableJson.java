// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.JsonPointers;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with JSON that could not be read, and where. The parser's own messages are
 * never shown: they quote the body.
 */
final class UnreadableJson {

    private static final String NOT_JSON = "This is not JSON in the expected form.";

    private UnreadableJson() {}

    /** The refusal of a request for one thing that is wrong with it. */
    static Rejected refused(String pointer, String code, String message) {
        return new Rejected(
                ChassisProblem.REQUEST_INVALID,
                ProblemMapper.INVALID,
                List.of(new Violation(pointer, code, message)));
    }

    /** What is no JSON, or has a name twice. */
    static Rejected refused(JsonParser parser, int values, JsonProcessingException failure) {
        String message = failure.getOriginalMessage();
        return message != null && message.startsWith("Duplicate field")
                ? refused(
                        pointer(parser, values),
                        "field-duplicate",
                        "This field appears twice in its object.")
                : refused(pointer(parser, values), "unreadable", NOT_JSON);
    }

    /** What is JSON, and not of the type that was wanted. */
    static Rejected refused(JsonProcessingException failure) {
        Violation violation = violation(failure);
        return refused(violation.pointer(), violation.code(), violation.message());
    }

    static Violation violation(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case MismatchedInputException mismatch ->
                    mismatch(pointer(mismatch), mismatch.getTargetType());
            case JsonMappingException mapping
                    when mapping.getCause() instanceof InputCoercionException number ->
                    mismatch(pointer(mapping), number.getTargetType());
            case JsonMappingException mapping ->
                    new Violation(pointer(mapping), "unreadable", NOT_JSON);
            default -> new Violation("", "unreadable", NOT_JSON);
        };
    }

    /**
     * Where the parser is, from the value it is in.
     *
     * @param values how many were read before, of several that follow one another
     */
    static String pointer(JsonParser parser, int values) {
        String place = parser.getParsingContext().pathAsPointer().toString();
        return values == 0 ? place : "/" + values + place;
    }

    private static Violation unknown(UnrecognizedPropertyException failure) {
        Collection<Object> known = failure.getKnownPropertyIds();
        List<String> names =
                known == null ? List.of() : known.stream().map(Object::toString).toList();
        return new Violation(
                pointer(failure),
                "field-unknown",
                SimilarNames.nearest(failure.getPropertyName(), names)
                        .map(name -> "There is no such field; did you mean " + name + "?")
                        .orElse("There is no such field."));
    }

    private static Violation mismatch(String pointer, @Nullable Class<?> wanted) {
        return wanted != null && wanted.isEnum()
                ? new Violation(
                        pointer,
                        "value-unknown",
                        "Expected one of " + Arrays.toString(wanted.getEnumConstants()) + ".")
                : new Violation(pointer, "format-invalid", "Expected " + kind(wanted) + ".");
    }

    /** A value of that type in words, such as "a UUID"; each has its translation. */
    static String kind(@Nullable Class<?> wanted) {
        if (wanted == null) {
            return "a value of a different type";
        }
        return switch (wanted.getName()) {
            case "boolean", "java.lang.Boolean" -> "true or false";
            case "int", "java.lang.Integer", "long", "java.lang.Long" -> "a whole number";
            case "java.util.UUID" -> "a UUID";
            default -> kindOfOther(wanted);
        };
    }

    private static String kindOfOther(Class<?> wanted) {
        if (wanted.isPrimitive() || Number.class.isAssignableFrom(wanted)) {
            return "a number";
        }
        if (CharSequence.class.isAssignableFrom(wanted)) {
            return "a string";
        }
        if (TextualTimes.isTime(wanted)) {
            return "a date or time as a string (RFC 3339)";
        }
        if (Collection.class.isAssignableFrom(wanted) || wanted.isArray()) {
            return "a list";
        }
        return wanted.isRecord() || Map.class.isAssignableFrom(wanted)
                ? "an object"
                : "another kind of value";
    }

    private static String pointer(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() != null
                                        ? JsonPointers.memberShortened("", step.getFieldName())
                                        : "/" + step.getIndex())
                .collect(Collectors.joining());
    }
}
