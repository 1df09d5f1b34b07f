// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.UUID;

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
    /** Since when a request of the person restricts the use of their data. */
    RESTRICTED_SINCE(Kind.INSTANT),
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
    /** When the person stated the wish. */
    STATED_AT(Kind.INSTANT),
    /** What the person does not want calls for. */
    PURPOSE(Kind.CODE),
    /** The brand that the person does not want calls of, in the controller's own code. */
    BRAND(Kind.CODE),
    /** A channel on which the person wants to be reached; one fact for each, preferred first. */
    WAY(Kind.CODE),
    /** From when on in the day the person wants no calls. */
    QUIET_FROM(Kind.TIME),
    /** Until when; on the next day when it is not after that. */
    QUIET_UNTIL(Kind.TIME),
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
        COUNT,
        /** RFC 3339, in UTC. */
        INSTANT,
        /** A calendar day where the person is, ISO 8601. */
        DATE,
        /** A time of the day where the person is, ISO 8601. */
        TIME,
        /** A calendar period, ISO 8601. */
        PERIOD,
        /** An IANA time zone. */
        ZONE,
        /** A UUID. */
        ID,
        /** A code; the catalogue may have words for it. */
        CODE;

        /** The value as its type; rejects a text that is none. */
        Object read(String value) {
            return switch (this) {
                case COUNT -> Integer.valueOf(value);
                case INSTANT -> Instant.parse(value);
                case DATE -> LocalDate.parse(value);
                case TIME -> LocalTime.parse(value);
                case PERIOD -> Period.parse(value);
                case ZONE -> ZoneId.of(value);
                case ID -> UUID.fromString(value);
                case CODE -> value;
            };
        }
    }
}
