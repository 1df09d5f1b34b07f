// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import static java.util.Comparator.naturalOrder;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.policy.domain.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one recording, and between which days it has to go: written down from the texts
 * (law.md table a and section 9), not from the engine that is examined with it.
 */
final class KnownFacts {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Set<Purpose> SIX_MONTHS =
            Set.of(Purpose.QUALITY, Purpose.TRAINING, Purpose.EVALUATION, Purpose.INCIVILITY);

    /**
     * What the texts say of a recording.
     *
     * @param keepThrough the last day on which it has to be kept, if a text says so
     * @param lastDay the last day on which it may be kept; none while a clock waits for its start
     * @param conflict whether one text orders it kept when another orders it destroyed
     */
    record Bounds(Optional<LocalDate> keepThrough, Optional<LocalDate> lastDay, boolean conflict) {}

    private final Instant endedAt;
    private final Set<Purpose> purposes;

    /** By a policy of the controller's own, or since the person was told so. */
    private final Map<Purpose, Period> shortened;

    private final Map<Purpose, Instant> fulfilled = new EnumMap<>(Purpose.class);
    private final Map<BusinessEvent, Instant> business = new EnumMap<>(BusinessEvent.class);
    private @Nullable Quarantine quarantine;

    KnownFacts(Instant endedAt, Set<Purpose> purposes, Map<Purpose, Period> shortened) {
        this.endedAt = endedAt;
        this.purposes = Set.copyOf(purposes);
        this.shortened = Map.copyOf(shortened);
    }

    void fulfilled(Purpose purpose, Instant at) {
        fulfilled.putIfAbsent(purpose, at);
    }

    void happened(BusinessEvent event, Instant at) {
        business.putIfAbsent(event, at);
    }

    void quarantined(Quarantine by) {
        if (quarantine == null || by.eraseBy().isBefore(quarantine.eraseBy())) {
            quarantine = by;
        }
    }

    @Nullable Quarantine quarantine() {
        return quarantine;
    }

    /** Until when it must be kept, and by when it must go. */
    Bounds bounds() {
        List<LocalDate> minimums = new ArrayList<>();
        List<LocalDate> duties = new ArrayList<>();
        List<LocalDate> needed = new ArrayList<>();
        boolean waits = false;
        for (Purpose purpose : purposes) {
            switch (purpose) {
                case INSURANCE_SALE -> {
                    Instant signed = business.get(BusinessEvent.CONTRACT_SIGNED);
                    if (signed != null) {
                        LocalDate end = day(signed).plusYears(2);
                        minimums.add(end);
                        duties.add(end);
                        needed.add(endOfPurpose(purpose, end));
                    } else if (quarantine != null) {
                        needed.add(endOfPurpose(purpose, day(quarantine.eraseBy())));
                    } else {
                        waits = true;
                    }
                }
                case INSURANCE_NO_SALE -> {
                    if (quarantine != null && quarantine.reason().equals("OPTED_OUT")) {
                        duties.add(day(quarantine.eraseBy()));
                    }
                    Optional<LocalDate> signed = signedInTime();
                    if (signed.isEmpty()) {
                        duties.add(unsigned());
                    }
                    needed.add(endOfPurpose(purpose, signed.orElseGet(this::month)));
                }
                case MEDICAL_REGULATION -> {
                    LocalDate end = day(endedAt).plusYears(5);
                    minimums.add(end);
                    needed.add(endOfPurpose(purpose, end));
                }
                default -> needed.add(endOfPurpose(purpose, day(endedAt).plus(longest(purpose))));
            }
        }
        Optional<LocalDate> minimum = minimums.stream().max(naturalOrder());
        Optional<LocalDate> duty = duties.stream().min(naturalOrder());
        Optional<LocalDate> last = waits ? Optional.empty() : needed.stream().max(naturalOrder());
        Optional<LocalDate> end = Stream.concat(last.stream(), duty.stream()).min(naturalOrder());
        boolean conflict =
                minimum.isPresent() && duty.isPresent() && minimum.get().isAfter(duty.get());
        return new Bounds(
                minimum, end.map(day -> minimum.filter(day::isBefore).orElse(day)), conflict);
    }

    private Period longest(Purpose purpose) {
        Period law = SIX_MONTHS.contains(purpose) ? Period.ofMonths(6) : Period.ofYears(5);
        return shortened.getOrDefault(purpose, law);
    }

    private LocalDate endOfPurpose(Purpose purpose, LocalDate period) {
        LocalDate end = period;
        if (fulfilled.containsKey(purpose)) {
            end = min(end, day(fulfilled.get(purpose)));
        }
        return quarantine == null ? end : min(end, day(quarantine.eraseBy()));
    }

    private LocalDate month() {
        return day(business.getOrDefault(BusinessEvent.PROPOSAL_MADE, endedAt)).plusMonths(1);
    }

    private LocalDate unsigned() {
        Instant refused = business.get(BusinessEvent.PROPOSAL_REFUSED);
        return refused == null ? month() : min(day(refused), month());
    }

    /** The day of a signature that came within the month, and before a refusal. */
    private Optional<LocalDate> signedInTime() {
        Instant signed = business.get(BusinessEvent.CONTRACT_SIGNED);
        Instant refused = business.get(BusinessEvent.PROPOSAL_REFUSED);
        boolean inTime =
                signed != null
                        && !day(signed).isAfter(month())
                        && (refused == null || !signed.isAfter(refused));
        return inTime ? Optional.of(day(signed)) : Optional.empty();
    }

    /**
     * When the last day is over, or the moment of it at which an objection or a refusal ends it.
     */
    Instant mayGoAt(LocalDate lastDay) {
        return Stream.of(
                        Optional.ofNullable(quarantine).map(Quarantine::eraseBy),
                        Optional.ofNullable(business.get(BusinessEvent.PROPOSAL_REFUSED)))
                .flatMap(Optional::stream)
                .filter(at -> day(at).equals(lastDay))
                .min(naturalOrder())
                .orElseGet(() -> endOf(lastDay));
    }

    static LocalDate day(Instant at) {
        return at.atZone(PARIS).toLocalDate();
    }

    /** The moment at which a day is over for the controller. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(PARIS).toInstant();
    }

    private static LocalDate min(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
