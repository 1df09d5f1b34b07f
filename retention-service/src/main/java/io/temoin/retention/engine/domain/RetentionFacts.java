// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the end of one item depends on.
 *
 * @param endedAt when the recording ended
 * @param zone the controller's time zone, in which its days are counted
 * @param policies one for each purpose, as in force when the item was noted
 * @param announced what the person was told
 * @param ended which purposes are over before their period is, since when and why
 * @param happened when each business event that is known to have happened did, except claims
 * @param claims the claims that are known
 * @param quarantine since when it serves none of them; {@code null} while it does
 */
public record RetentionFacts(
        Instant endedAt,
        ZoneId zone,
        List<RetentionPolicy> policies,
        List<AnnouncedPeriod> announced,
        Map<Purpose, PurposeEnd> ended,
        Map<BusinessEvent, Instant> happened,
        Claims claims,
        @Nullable Quarantine quarantine) {

    public RetentionFacts {
        policies = List.copyOf(policies);
        announced = List.copyOf(announced);
        ended = Map.copyOf(ended);
        happened = Map.copyOf(happened);
    }

    /** Facts of an item that is not in quarantine, and of whose business nothing is known yet. */
    public RetentionFacts(
            Instant endedAt,
            ZoneId zone,
            List<RetentionPolicy> policies,
            List<AnnouncedPeriod> announced,
            Map<Purpose, PurposeEnd> ended) {
        this(endedAt, zone, policies, announced, ended, Map.of(), null);
    }

    /** Facts of an item about which no claim is known. */
    public RetentionFacts(
            Instant endedAt,
            ZoneId zone,
            List<RetentionPolicy> policies,
            List<AnnouncedPeriod> announced,
            Map<Purpose, PurposeEnd> ended,
            Map<BusinessEvent, Instant> happened,
            @Nullable Quarantine quarantine) {
        this(endedAt, zone, policies, announced, ended, happened, Claims.NONE, quarantine);
    }

    /** Whether the item is kept for {@code purpose}, or was. */
    public boolean concern(Purpose purpose) {
        return policies.stream().anyMatch(policy -> policy.purpose() == purpose);
    }

    /** Whether a policy of the item depends on {@code event}. */
    public boolean dependOn(BusinessEvent event) {
        return policies.stream().anyMatch(event::concerns);
    }

    /** Whether it is known that it happened, at that moment. */
    public boolean include(BusinessFact fact) {
        return Claims.concern(fact.event())
                ? claims.include(fact)
                : fact.at().equals(happened.get(fact.event()));
    }

    /** The same, with one purpose fulfilled. */
    public RetentionFacts with(Purpose purpose, Instant fulfilledAt) {
        return with(purpose, PurposeEnd.fulfilled(fulfilledAt));
    }

    /** The same, with one purpose over. */
    public RetentionFacts with(Purpose purpose, PurposeEnd end) {
        return new RetentionFacts(
                endedAt,
                zone,
                policies,
                announced,
                plus(ended, purpose, end),
                happened,
                claims,
                quarantine);
    }

    /** The same, with one business event known that names no claim. */
    public RetentionFacts with(BusinessEvent event, Instant at) {
        return with(new BusinessFact(event, at));
    }

    /**
     * The same, with one business event known; the first report of an event is the one that counts,
     * or the last time of one that repeats, and of claims every one. A written confirmation ends
     * the proof that the recording is of a contract concluded orally.
     */
    public RetentionFacts with(BusinessFact fact) {
        BusinessEvent event = fact.event();
        Instant at = fact.at();
        return new RetentionFacts(
                endedAt,
                zone,
                policies,
                announced,
                event == BusinessEvent.WRITTEN_CONFIRMATION
                        ? plus(ended, Purpose.CONTRACT_PROOF, PurposeEnd.fulfilled(at))
                        : ended,
                Claims.concern(event) ? happened : plus(happened, event, at),
                Claims.concern(event) ? claims.with(fact) : claims,
                quarantine);
    }

    /** {@code happened} and one more event. */
    public static Map<BusinessEvent, Instant> plus(
            Map<BusinessEvent, Instant> happened, BusinessEvent event, Instant at) {
        Map<BusinessEvent, Instant> more = new EnumMap<>(BusinessEvent.class);
        more.putAll(happened);
        more.merge(
                event,
                at,
                (known, other) -> event.repeats() && other.isAfter(known) ? other : known);
        return more;
    }

    /** The same, in quarantine. */
    public RetentionFacts with(Quarantine quarantined) {
        return new RetentionFacts(
                endedAt, zone, policies, announced, ended, happened, claims, quarantined);
    }

    /** The local day of an instant. */
    public LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** The local day of a trigger; {@code null} while it is not known to have happened. */
    public @Nullable LocalDate dayOf(RetentionTrigger trigger) {
        return switch (trigger) {
            case RECORDING_ENDED, CONTRACT_CONCLUDED -> dayOf(endedAt);
            // Without a report the proposal counts as made during the call: the month starts then.
            case PROPOSAL_MADE ->
                    dayOf(happened.getOrDefault(BusinessEvent.PROPOSAL_MADE, endedAt));
            case CONTRACT_SIGNED -> dayOf(BusinessEvent.CONTRACT_SIGNED);
            case CONTRACT_ENDED -> dayOf(BusinessEvent.CONTRACT_ENDED);
            case LAST_CONTACT_FROM_PERSON -> dayOf(BusinessEvent.LAST_CONTACT_FROM_PERSON);
            case ALERT_QUALIFIED -> dayOf(BusinessEvent.ALERT_QUALIFIED);
            case COMPLAINT_CLOSED -> dayOf(BusinessEvent.COMPLAINT_CLOSED);
            // No purpose that calls are recorded for runs from them. They are where the clocks of
            // other items start, and a hold keeps by itself.
            case SHEET_CREATED,
                    CONSENT_GIVEN,
                    CONSENT_COLLECTED,
                    CONSENT_USED,
                    REQUEST_RECEIVED,
                    OBJECTION_RECORDED,
                    HOLD_PLACED,
                    ENTRY_WRITTEN,
                    DSR_CLOSED,
                    BREACH_CLOSED ->
                    null;
        };
    }

    private @Nullable LocalDate dayOf(BusinessEvent event) {
        Instant at = happened.get(event);
        return at == null ? null : dayOf(at);
    }

    /** {@code ended} and one more, if that {@linkplain PurposeEnd#supersedes counts}. */
    public static Map<Purpose, PurposeEnd> plus(
            Map<Purpose, PurposeEnd> ended, Purpose purpose, PurposeEnd end) {
        Map<Purpose, PurposeEnd> more = new EnumMap<>(Purpose.class);
        more.putAll(ended);
        more.merge(purpose, end, (known, other) -> other.supersedes(known) ? other : known);
        return more;
    }
}
