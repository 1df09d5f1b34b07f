// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a person does not want to be called, by the clock where they are. Where several zones are
 * possible, it is quiet when it is in one of them.
 *
 * @param spans none when there are none
 * @param zone where the person is, when they said so; else where the call finds them
 */
public record QuietHours(List<Span> spans, @Nullable ZoneId zone) {

    /** Nothing is quiet. */
    public static final QuietHours NONE = new QuietHours(List.of(), null);

    /** Spans that chain for longer are never over. */
    private static final int MOST_STEPS = 100;

    public QuietHours {
        spans = List.copyOf(spans);
    }

    /**
     * A part of the day.
     *
     * @param from inclusive
     * @param to exclusive; on the next day when it is not after {@code from}
     * @param days those on which it begins; none for every day
     */
    public record Span(LocalTime from, LocalTime to, List<DayOfWeek> days) {

        public Span {
            days = days.stream().distinct().sorted().toList();
        }

        private boolean beginsOn(LocalDate day) {
            return days.isEmpty() || days.contains(day.getDayOfWeek());
        }

        /** When the span that began on that day is over. */
        private Instant end(LocalDate day, ZoneId zone) {
            LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
            return last.atTime(to).atZone(zone).toInstant();
        }

        private Instant start(LocalDate day, ZoneId zone) {
            return day.atTime(from).atZone(zone).toInstant();
        }

        /** The end of this span, if it is under way at that moment. */
        private @Nullable Instant endIfUnderWay(ZonedDateTime at) {
            return Stream.of(at.toLocalDate().minusDays(1), at.toLocalDate())
                    .filter(this::beginsOn)
                    .filter(day -> !at.toInstant().isBefore(start(day, at.getZone())))
                    .map(day -> end(day, at.getZone()))
                    .filter(end -> at.toInstant().isBefore(end))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** A span that is under way, and the clock it is under way by. */
    record UnderWay(Span span, ZonedDateTime there) {

        /** What an explanation rests on. */
        List<Fact> facts() {
            return List.of(
                    Fact.of(FactName.ZONE, there.getZone()),
                    Fact.of(FactName.LOCAL_DATE, there.toLocalDate()),
                    Fact.of(
                            FactName.LOCAL_TIME,
                            there.toLocalTime().truncatedTo(ChronoUnit.MINUTES)),
                    Fact.of(FactName.QUIET_FROM, span.from()),
                    Fact.of(FactName.QUIET_UNTIL, span.to()));
        }
    }

    /**
     * Why nobody should call then: of several zones the first where it is quiet, and of several
     * spans the one that is over last there. {@code null} when nothing is against it.
     */
    @Nullable UnderWay underWay(Instant at, List<ZoneId> zones) {
        if (spans.isEmpty()) {
            return null; // of nearly everybody: no day has to be known for it
        }
        return zonesOf(zones)
                .map(here -> underWay(at.atZone(here)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable UnderWay underWay(ZonedDateTime there) {
        Span lasting = null;
        Instant latest = Instant.MIN;
        for (Span span : spans) {
            Instant end = span.endIfUnderWay(there);
            if (end != null && end.isAfter(latest)) {
                lasting = span;
                latest = end;
            }
        }
        return lasting == null ? null : new UnderWay(lasting, there);
    }

    /** The first moment from then on that is not quiet; {@code null} when there is none. */
    public @Nullable Instant overFrom(Instant at, List<ZoneId> zones) {
        Instant moment = at;
        for (int step = 0; step < MOST_STEPS; step++) {
            Instant end = underWayUntil(moment, zones);
            if (end == null) {
                return moment;
            }
            moment = end;
        }
        return null;
    }

    /** When it becomes quiet next, today or tomorrow; {@code null} when not. */
    public @Nullable Instant nextStart(Instant at, List<ZoneId> zones) {
        if (spans.isEmpty()) {
            return null;
        }
        return zonesOf(zones)
                .flatMap(
                        here -> {
                            LocalDate today = LocalDate.ofInstant(at, here);
                            return Stream.of(today, today.plusDays(1))
                                    .flatMap(
                                            day ->
                                                    spans.stream()
                                                            .filter(span -> span.beginsOn(day))
                                                            .map(span -> span.start(day, here)));
                        })
                .filter(start -> start.isAfter(at))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private @Nullable Instant underWayUntil(Instant at, List<ZoneId> zones) {
        if (spans.isEmpty()) {
            return null; // of nearly everybody: no day has to be known for it
        }
        return zonesOf(zones)
                .flatMap(here -> spans.stream().map(span -> span.endIfUnderWay(at.atZone(here))))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Stream<ZoneId> zonesOf(List<ZoneId> zones) {
        return zone == null ? zones.stream() : Stream.of(zone);
    }
}
