// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Function;

/** What a fact of an explanation is about. Stable names; open for extension. */
public enum FactName {
    /** Attempts that count within the window. */
    ATTEMPTS(Kind.COUNT),
    /** Attempts that are allowed within the window. */
    MAX_ATTEMPTS(Kind.COUNT),
    /** How long a stretch of days is looked at. */
    WINDOW(Kind.PERIOD),
    /** From when on this reason no longer stands against the call. */
    ENDS_AT(Kind.INSTANT),
    /** The consent that a call rests on, or that comes nearest. */
    CONSENT(Kind.ID),
    /** When that consent was given. */
    COLLECTED_AT(Kind.INSTANT),
    /** When that consent ends, exclusive. */
    VALID_UNTIL(Kind.INSTANT),
    /** When the person withdrew. */
    WITHDRAWN_AT(Kind.INSTANT),
    /** When the person objected. */
    OBJECTED_AT(Kind.INSTANT),
    /** What a consent, a contract or a request is about, in the controller's own code. */
    OBJECT(Kind.CODE),
    /** What would be offered, in the controller's own code. */
    OFFER(Kind.CODE),
    /** What keeps a statement from being a consent; one fact for each defect. */
    DEFECT(Kind.CODE),
    /** A mandatory mention that was not made; one fact for each. */
    MENTION(Kind.CODE),
    /** The sector of what would be offered. */
    SECTOR(Kind.CODE),
    /** A register that has to be checked. */
    REGISTER(Kind.CODE),
    /** The day that the checked copy shows the register of. */
    REGISTER_AS_OF(Kind.DATE),
    /** How old a copy of the register may be. */
    FRESH_WITHIN(Kind.PERIOD),
    /** The contract that the caller relies on, by the controller's own reference. */
    CONTRACT(Kind.CODE),
    /** The last day of that contract. */
    CONTRACT_ENDED_ON(Kind.DATE),
    /** The request that the caller relies on, by the controller's own reference. */
    REQUEST(Kind.CODE),
    /** When that request was made. */
    REQUESTED_AT(Kind.INSTANT),
    /** The public or local holiday. */
    HOLIDAY(Kind.CODE),
    /** A time zone the person may be in. */
    ZONE(Kind.ZONE),
    /** The day there. */
    LOCAL_DATE(Kind.DATE),
    /** The time of the day there. */
    LOCAL_TIME(Kind.TIME),
    /** Said of a figure that rests on practice; the law states none. */
    STANDING(Kind.CODE),
    /** Tells variants of one reason apart; each has words of its own in the catalogue. */
    CAUSE(Kind.CODE);

    private final Kind kind;

    FactName(Kind kind) {
        this.kind = kind;
    }

    /** How its value is written. */
    public Kind kind() {
        return kind;
    }

    /** The types of facts. Each is written in one standard form, whatever the language. */
    public enum Kind {
        /** A decimal integer. */
        COUNT(Integer::valueOf),
        /** RFC 3339, in UTC. */
        INSTANT(Instant::parse),
        /** A calendar day where the person is, ISO 8601. */
        DATE(LocalDate::parse),
        /** A time of the day where the person is, ISO 8601. */
        TIME(LocalTime::parse),
        /** A calendar period, ISO 8601. */
        PERIOD(Period::parse),
        /** An IANA time zone. */
        ZONE(ZoneId::of),
        /** A UUID. */
        ID(UUID::fromString),
        /** A code; the catalogue may have words for it. */
        CODE(text -> text);

        private final Function<String, ?> parser;

        Kind(Function<String, ?> parser) {
            this.parser = parser;
        }

        void mustRead(String value) {
            parser.apply(value);
        }
    }
}
