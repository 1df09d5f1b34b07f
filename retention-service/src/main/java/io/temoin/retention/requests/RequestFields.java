// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.requests;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Uuids;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.legalclock.BoundedTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request into values of the domain. What cannot be read is refused with a
 * pointer to it: every method throws that refusal.
 */
public final class RequestFields {

    private static final Pattern PARTY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private RequestFields() {}

    /** The body of a request that has to have one. */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a JSON object.");
        }
        return body;
    }

    /** The value of a mandatory field. */
    public static <T> T present(String pointer, @Nullable T value) {
        if (value == null) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, "This field is required.");
        }
        return value;
    }

    /** The constant of that name. */
    public static <E extends Enum<E>> E oneOf(
            String pointer, @Nullable String value, Class<E> type) {
        String text = present(pointer, value);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                pointer,
                "This must be one of %s."
                        .formatted(
                                Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** The constant of that name, where the field may be absent. */
    public static <E extends Enum<E>> @Nullable E optionalOneOf(
            String pointer, @Nullable String value, Class<E> type) {
        return value == null ? null : oneOf(pointer, value, type);
    }

    /** A UUID. */
    public static UUID id(String pointer, @Nullable String value) {
        UUID parsed = Uuids.parse(present(pointer, value));
        if (parsed == null) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, "This is not a UUID.");
        }
        return parsed;
    }

    /** A UUID, where the field may be absent. */
    public static @Nullable UUID optionalId(String pointer, @Nullable String value) {
        return value == null ? null : id(pointer, value);
    }

    /** The id of a controller or a processor; {@code expected} says what to state. */
    public static String party(String pointer, @Nullable String value, String expected) {
        if (value == null || !PARTY.matcher(value).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, expected);
        }
        return value;
    }

    /** A text of that shape; {@code kind} completes "This is not ...". */
    public static String matching(
            String pointer, @Nullable String value, Pattern shape, String kind) {
        String text = present(pointer, value);
        if (!shape.matcher(text).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, "This is not %s.".formatted(kind));
        }
        return text;
    }

    /** A text of that shape, where the field may be absent. */
    public static @Nullable String optionalMatching(
            String pointer, @Nullable String value, Pattern shape, String kind) {
        return value == null ? null : matching(pointer, value, shape, kind);
    }

    /** A text of that shape that is kept in clear, and therefore names nobody. */
    public static String impersonal(
            String pointer, @Nullable String value, Pattern shape, String kind) {
        return FreeValues.impersonal(pointer, matching(pointer, value, shape, kind));
    }

    /** Such a text, where the field may be absent. */
    public static @Nullable String optionalImpersonal(
            String pointer, @Nullable String value, Pattern shape, String kind) {
        return value == null ? null : impersonal(pointer, value, shape, kind);
    }

    /** A moment with an offset, to the microsecond: what the database can hold. */
    public static Instant instant(String pointer, @Nullable String value) {
        return bounded(pointer, value, BoundedTime::instant);
    }

    private static <T> T bounded(
            String pointer, @Nullable String value, Function<String, T> reader) {
        try {
            return reader.apply(present(pointer, value));
        } catch (BoundedTime.Refused refused) {
            String reason = Objects.requireNonNull(refused.getMessage());
            throw new Rejected(
                    ChassisProblem.REQUEST_INVALID,
                    reason,
                    List.of(new Violation(pointer, "request-invalid", reason)));
        }
    }

    /** A moment, where the field may be absent. */
    public static @Nullable Instant optionalInstant(String pointer, @Nullable String value) {
        return value == null ? null : instant(pointer, value);
    }

    /**
     * A moment that is over, but for the difference of two clocks, and at which somebody may have
     * exercised a right; now, if the field is absent.
     */
    public static Instant past(String pointer, @Nullable String value, Instant now) {
        return value == null
                ? now
                : bounded(pointer, value, text -> BoundedTime.statement(text, now));
    }

    /** The same, where the field may be absent. */
    public static @Nullable Instant optionalPast(
            String pointer, @Nullable String value, Instant now) {
        return value == null ? null : past(pointer, value, now);
    }

    /** A day. */
    public static LocalDate date(String pointer, @Nullable String value) {
        return bounded(pointer, value, BoundedTime::date);
    }

    /** A day, where the field may be absent. */
    public static @Nullable LocalDate optionalDate(String pointer, @Nullable String value) {
        return value == null ? null : date(pointer, value);
    }

    /** The day on which something begins or ends: within a century. */
    public static LocalDate termDay(String pointer, @Nullable String value, Instant now) {
        return bounded(pointer, value, text -> BoundedTime.termDay(text, now));
    }

    /** Such a day, where the field may be absent. */
    public static @Nullable LocalDate optionalTermDay(
            String pointer, @Nullable String value, Instant now) {
        return value == null ? null : termDay(pointer, value, now);
    }

    /** A calendar period, up to a century, where the field may be absent. */
    public static @Nullable Period optionalPeriod(String pointer, @Nullable String value) {
        return value == null ? null : bounded(pointer, value, BoundedTime::period);
    }
}
