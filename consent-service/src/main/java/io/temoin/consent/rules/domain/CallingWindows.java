// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import io.temoin.legalclock.Holiday;
import io.temoin.legalclock.HolidayCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calling hours: days and hours at which people may be called, in the zone they are in. Where
 * several zones are possible, every one of them has to allow it.
 *
 * @param days days of the week
 * @param hours spans of those days, in their order
 * @param holidays days that are excepted
 * @param further spans of days whose hours are others; none when absent
 * @param consentLiftSource the article by which day and hour do not matter to who agreed to be
 *     called; absent when no law says so
 * @param exactSlotWithin how long after a time that the person agreed to they may be called at it,
 *     whatever the day and hour; absent when the law knows no such exception
 * @param source the article that says so
 */
public record CallingWindows(
        Set<DayOfWeek> days,
        List<Hours> hours,
        List<DayHours> further,
        HolidayCalendar holidays,
        @Nullable String consentLiftSource,
        @Nullable Duration exactSlotWithin,
        String source) {

    /** Longer than any run of closed days, so that a search ends. */
    private static final int LONGEST_CLOSED = 400;

    /** After so many steps, zones that never allow it together are given up. */
    private static final int MOST_STEPS = 100;

    public CallingWindows {
        days = Set.copyOf(days);
        hours = hours.stream().sorted(Comparator.comparing(Hours::from)).toList();
        further = further == null ? List.of() : List.copyOf(further);
        if (days.isEmpty() || hours.isEmpty()) {
            throw new IllegalArgumentException(
                    "calling hours without a day or without hours would forbid every call");
        }
        Set<DayOfWeek> seen = EnumSet.copyOf(days);
        for (DayHours other : further) {
            if (other.days().isEmpty() || !other.days().stream().allMatch(seen::add)) {
                throw new IllegalArgumentException("a day of the week has its hours once");
            }
        }
    }

    /**
     * Days of the week whose hours are others.
     *
     * @param hours spans of those days, in their order
     */
    public record DayHours(Set<DayOfWeek> days, List<Hours> hours) {

        public DayHours {
            days = Set.copyOf(days);
            hours = hours.stream().sorted(Comparator.comparing(Hours::from)).toList();
        }
    }

    /**
     * A span of a day.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public record Hours(LocalTime from, LocalTime to) {

        public Hours {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("hours end after they begin");
            }
        }

        boolean isWithin(Hours longer) {
            return !from.isBefore(longer.from) && !to.isAfter(longer.to);
        }

        boolean contain(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /**
     * Why nobody may be called.
     *
     * @param there the time where the person may be, of the first zone that does not allow it;
     *     absent when no zone is known
     * @param holiday which one it is; absent when it is none
     */
    public record Closed(
            ReasonCode code, @Nullable ZonedDateTime there, @Nullable Holiday holiday) {

        /** What an explanation rests on. */
        public List<Fact> facts() {
            if (there == null) {
                return List.of();
            }
            List<Fact> facts = new ArrayList<>(4);
            facts.add(Fact.of(FactName.ZONE, there.getZone()));
            facts.add(Fact.of(FactName.LOCAL_DATE, there.toLocalDate()));
            facts.add(
                    Fact.of(
                            FactName.LOCAL_TIME,
                            there.toLocalTime().truncatedTo(ChronoUnit.MINUTES)));
            if (holiday != null) {
                facts.add(Fact.of(FactName.HOLIDAY, holiday));
            }
            return facts;
        }
    }

    /**
     * What speaks against a call at that moment; {@code null} when nothing does.
     *
     * @param local whether holidays of a part of the country count
     */
    public @Nullable Closed closed(Instant at, CalleePlace place, boolean local) {
        if (place.zones().isEmpty()) {
            return new Closed(ReasonCode.ZONE_UNKNOWN, null, null);
        }
        for (ZoneId zone : place.zones()) {
            Closed closed = closed(at.atZone(zone), place, local);
            if (closed != null) {
                return closed;
            }
        }
        return null;
    }

    /** Whether {@code slot}, which the person agreed to, is now. */
    public boolean isExactSlot(@Nullable Instant slot, Instant at) {
        return slot != null
                && exactSlotWithin != null
                && !at.isBefore(slot)
                && at.isBefore(slot.plus(exactSlotWithin));
    }

    /** Whether the day is a holiday in the part of the country where the person may be. */
    public boolean isLocalHoliday(Instant at, CalleePlace place) {
        return place.zones().stream()
                .anyMatch(zone -> isLocal(LocalDate.ofInstant(at, zone), place));
    }

    /**
     * The first moment from {@code from} on at which nothing speaks against a call; {@code null}
     * when there is none.
     */
    public @Nullable Instant nextOpening(Instant from, CalleePlace place, boolean local) {
        if (place.zones().isEmpty()) {
            return null;
        }
        Instant at = from;
        for (int step = 0; step < MOST_STEPS; step++) {
            Instant open = at;
            for (ZoneId zone : place.zones()) {
                open = opening(open.atZone(zone), place, local);
            }
            if (open.equals(at)) {
                return at;
            }
            at = open;
        }
        return null;
    }

    /** The end of the span that is open at that moment, in whichever zone it comes first. */
    public Instant closing(Instant at, CalleePlace place) {
        Instant first = null;
        for (ZoneId zone : place.zones()) {
            Instant closing = closing(at.atZone(zone));
            first = first == null || closing.isBefore(first) ? closing : first;
        }
        return first == null ? at : first;
    }

    private @Nullable Closed closed(ZonedDateTime at, CalleePlace place, boolean local) {
        LocalDate day = at.toLocalDate();
        if (hoursOf(day.getDayOfWeek()).isEmpty()) {
            return new Closed(ReasonCode.WEEKEND, at, null);
        }
        Holiday everywhere = holidays.publicHoliday(day);
        if (everywhere != null) {
            return new Closed(ReasonCode.PUBLIC_HOLIDAY, at, everywhere);
        }
        Holiday there = local ? LocalHolidays.holiday(holidays, day, place) : null;
        if (there != null) {
            return new Closed(ReasonCode.LOCAL_HOLIDAY, at, there);
        }
        return span(at) == null ? new Closed(ReasonCode.OUTSIDE_HOURS, at, null) : null;
    }

    private boolean isLocal(LocalDate day, CalleePlace place) {
        return LocalHolidays.holiday(holidays, day, place) != null;
    }

    private boolean isOpenOn(LocalDate day, CalleePlace place, boolean local) {
        return !hoursOf(day.getDayOfWeek()).isEmpty()
                && !holidays.isPublic(day)
                && !(local && isLocal(day, place));
    }

    private Instant opening(ZonedDateTime from, CalleePlace place, boolean local) {
        if (closed(from, place, local) == null) {
            return from.toInstant();
        }
        LocalDate day = from.toLocalDate();
        for (int days = 0; days < LONGEST_CLOSED; days++) {
            if (isOpenOn(day, place, local)) {
                for (Hours span : hoursOf(day.getDayOfWeek())) {
                    Instant start = instant(day.atTime(span.from()), from.getZone());
                    if (!start.isBefore(from.toInstant())) {
                        return start;
                    }
                }
            }
            day = day.plusDays(1);
        }
        throw new IllegalStateException("no day of a year is open");
    }

    private Instant closing(ZonedDateTime at) {
        Hours open = span(at);
        return open == null
                ? at.toInstant()
                : instant(at.toLocalDate().atTime(open.to()), at.getZone());
    }

    /** The span of its day that a moment is within; {@code null} when it is in none. */
    private @Nullable Hours span(ZonedDateTime at) {
        LocalTime time = at.toLocalTime();
        for (Hours span : hoursOf(at.getDayOfWeek())) {
            if (span.contain(time)) {
                return span;
            }
        }
        return null;
    }

    /** None on a day on which nobody may be called. */
    List<Hours> hoursOf(DayOfWeek day) {
        if (days.contains(day)) {
            return hours;
        }
        for (DayHours other : further) {
            if (other.days().contains(day)) {
                return other.hours();
            }
        }
        return List.of();
    }

    /** What the clocks skip is when they skip it; what they show twice is the first time. */
    private static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
