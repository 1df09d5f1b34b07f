// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Uuids;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields of requests to the desk; refuses what cannot be read, with a pointer to it. */
public final class DeskFields {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");
    private static final Pattern PARTY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** When the GDPR began to apply: no request is older. */
    private static final Instant EARLIEST = Instant.parse("2018-05-25T00:00:00Z");

    /** The last year that RFC 3339 knows. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** Two clocks are never quite the same. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private DeskFields() {}

    /** The body, which must be there. */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a JSON object.");
        }
        return body;
    }

    /** The code of that name. */
    public static <E extends Enum<E>> E code(
            String pointer, Class<E> codes, @Nullable String value) {
        for (E code : codes.getEnumConstants()) {
            if (code.name().equals(value)) {
                return code;
            }
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                pointer, "State one of the values that the schema allows.");
    }

    static <E extends Enum<E>> @Nullable E optionalCode(
            String pointer, Class<E> codes, @Nullable String value) {
        return value == null ? null : code(pointer, codes, value);
    }

    static UUID uuid(String pointer, String value) {
        UUID parsed = Uuids.parse(value);
        if (parsed == null) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, "This is not a UUID.");
        }
        return parsed;
    }

    static String party(String pointer, @Nullable String value) {
        if (value == null || !PARTY.matcher(value).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "With a decision or a number, name the controller.");
        }
        return value;
    }

    static String reference(String pointer, @Nullable String value) {
        if (value == null || !REFERENCE.matcher(value).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "State a reference of 1 to 64 letters, digits and . _ / -.");
        }
        return FreeValues.impersonal(pointer, value);
    }

    /** An actor as tokens name it. A name would be there in clear for good. */
    static String actor(String pointer, @Nullable String value) {
        if (value == null || Uuids.parse(value) == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "State the id of an actor, the sub of their tokens: a UUID.");
        }
        return value;
    }

    /** A moment that is not in the future; now, if none is stated. */
    public static Instant past(String pointer, @Nullable String value, Instant now) {
        Instant parsed = value == null ? now : instant(pointer, value);
        if (parsed.isAfter(now.plus(SKEW))) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, "This moment is in the future.");
        }
        return parsed;
    }

    static Instant instant(String pointer, String value) {
        try {
            Instant parsed = OffsetDateTime.parse(value).toInstant();
            if (parsed.isBefore(EARLIEST) || parsed.isAfter(LATEST)) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        pointer, "State a moment between 25 May 2018 and the year 9999.");
            }
            return parsed.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException _) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "State a date and time with offset, such as 2026-11-24T09:00:00Z.");
        }
    }
}
