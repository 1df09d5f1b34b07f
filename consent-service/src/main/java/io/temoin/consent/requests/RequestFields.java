// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.requests;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Uuids;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.legalclock.BoundedTime;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request into values of the domain; what cannot be read is refused with a
 * pointer to it. By hand rather than by annotations: the busiest paths of the suite lead through
 * here. Every method but {@code refused} throws that refusal.
 */
public final class RequestFields {

    /** A short reference without spaces, so that nobody can write about a person in it. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** RFC 5646 §4.4.1: 35 characters are enough for every tag. */
    private static final Pattern LANGUAGE =
            Pattern.compile("(?=.{2,35}$)[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");

    private static final String INVALID =
            "The request is invalid; each violation says where and why.";

    private static final Pattern SUBJECT = Pattern.compile("[0-9a-f]{32}");

    private RequestFields() {}

    /** The value of a mandatory field. */
    public static <T> T present(String pointer, @Nullable T value) {
        if (value == null) {
            throw refused(pointer, "field-missing", "This field is required.");
        }
        return value;
    }

    /** A party's id. */
    public static PartyId party(String pointer, @Nullable String value) {
        return new PartyId(impersonal(pointer, value, PartyId::isOne, "a party id"));
    }

    /** A party's id, where the field may be absent. */
    public static @Nullable PartyId optionalParty(String pointer, @Nullable String value) {
        return value == null ? null : party(pointer, value);
    }

    /** A subject's pseudonym. */
    public static SubjectId subject(String pointer, @Nullable String value) {
        return new SubjectId(
                matching(
                        pointer,
                        value,
                        text -> SUBJECT.matcher(text).matches(),
                        "a subject's pseudonym, 32 hexadecimal digits"));
    }

    /** A language. */
    public static String language(String pointer, @Nullable String value) {
        return matching(
                pointer,
                value,
                text -> LANGUAGE.matcher(text).matches(),
                "a language tag such as fr or nl-BE (BCP 47)");
    }

    /** A language, where the field may be absent. */
    public static @Nullable String optionalLanguage(String pointer, @Nullable String value) {
        return value == null ? null : language(pointer, value);
    }

    /** A short reference without spaces, which names nobody. */
    public static String code(String pointer, @Nullable String value) {
        return impersonal(
                pointer,
                value,
                text -> CODE.matcher(text).matches(),
                "1 to 64 letters, digits and . _ -");
    }

    /** A text of that shape that is kept in clear, and therefore names nobody. */
    public static String impersonal(
            String pointer, @Nullable String value, Predicate<String> shape, String expected) {
        return FreeValues.impersonal(pointer, matching(pointer, value, shape, expected));
    }

    /** A short reference, where the field may be absent. */
    public static @Nullable String optionalCode(String pointer, @Nullable String value) {
        return value == null ? null : code(pointer, value);
    }

    /** A text of that shape; {@code expected} completes "Expected ...". */
    public static String matching(
            String pointer, @Nullable String value, Predicate<String> shape, String expected) {
        String text = present(pointer, value);
        if (!shape.test(text)) {
            throw refused(pointer, "format-invalid", "Expected " + expected + ".");
        }
        return text;
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
        throw refused(
                pointer,
                "value-unknown",
                "Expected one of " + Arrays.toString(type.getEnumConstants()) + ".");
    }

    /** The constants of those names. */
    public static <E extends Enum<E>> Set<E> setOf(
            String pointer, @Nullable List<@Nullable String> values, Class<E> type) {
        List<@Nullable String> texts = present(pointer, values);
        Set<E> constants = EnumSet.noneOf(type);
        for (int i = 0; i < texts.size(); i++) {
            constants.add(oneOf(pointer + "/" + i, texts.get(i), type));
        }
        return constants;
    }

    /** Why a call is made. */
    public static Purpose callPurpose(String pointer, @Nullable String value) {
        Purpose purpose = oneOf(pointer, value, Purpose.class);
        if (purpose.isRecording()) {
            throw refused(
                    pointer, "value-unknown", "This is a purpose for recordings, not for calls.");
        }
        return purpose;
    }

    /** An instant with an offset, to the microsecond: what the database can hold. */
    public static Instant instant(String pointer, @Nullable String value) {
        return bounded(pointer, value, BoundedTime::instant);
    }

    /** When a person stated something; the rules say that it was not in the future. */
    public static Instant stated(String pointer, @Nullable String value) {
        return bounded(pointer, value, BoundedTime::stated);
    }

    /** When something begins or ends: within a century. */
    public static Instant term(String pointer, @Nullable String value, Instant now) {
        return bounded(pointer, value, text -> BoundedTime.term(text, now));
    }

    private static <T> T bounded(
            String pointer, @Nullable String value, Function<String, T> reader) {
        try {
            return reader.apply(present(pointer, value));
        } catch (BoundedTime.Refused refused) {
            String reason = Objects.requireNonNull(refused.getMessage());
            throw new Rejected(
                    ChassisProblem.REQUEST_INVALID,
                    INVALID,
                    List.of(new Violation(pointer, "format-invalid", reason)));
        }
    }

    /** A time zone by its name in the IANA database; an offset is none. */
    public static ZoneId zone(String pointer, @Nullable String value) {
        String id = present(pointer, value);
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw refused(pointer, "value-unknown", "Expected a time zone from the IANA database.");
        }
        return ZoneId.of(id);
    }

    /**
     * A moment as clocks show it somewhere, by the members {@code localDateTime} and {@code zone}
     * of an object. One that they skip is refused; of one that they show twice the first counts.
     */
    public static ZonedDateTime localTime(
            String pointer, @Nullable String localDateTime, @Nullable String zone) {
        String at = pointer + "/localDateTime";
        LocalDateTime local = bounded(at, localDateTime, BoundedTime::localDateTime);
        ZoneId where = zone(pointer + "/zone", zone);
        ZoneOffsetTransition change = where.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            throw refused(
                    at,
                    "local-time-skipped",
                    "This time does not exist in %s on that day: clocks go from %s to %s."
                            .formatted(
                                    where,
                                    change.getDateTimeBefore().toLocalTime(),
                                    change.getDateTimeAfter().toLocalTime()));
        }
        return local.atZone(where);
    }

    /** A UUID. */
    public static UUID id(String pointer, @Nullable String value) {
        UUID id = Uuids.parse(present(pointer, value));
        if (id == null) {
            throw refused(pointer, "format-invalid", "Expected a UUID.");
        }
        return id;
    }

    /** A UUID, where the field may be absent. */
    public static @Nullable UUID optionalId(String pointer, @Nullable String value) {
        return value == null ? null : id(pointer, value);
    }

    /** A day. */
    public static LocalDate date(String pointer, @Nullable String value) {
        return bounded(pointer, value, BoundedTime::date);
    }

    /** A calendar period, up to a century. */
    public static Period period(String pointer, @Nullable String value) {
        return bounded(pointer, value, BoundedTime::period);
    }

    /** The refusal of one field. */
    public static Rejected refused(String pointer, String code, String message) {
        return new Rejected(
                ChassisProblem.REQUEST_INVALID,
                INVALID,
                List.of(new Violation(pointer, code, message)));
    }
}
