// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.ReviewTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided of an item that was due, where a policy wants one to look first. It covers
 * the bounds that were weighed, and no others: a fact that changes them asks for another look.
 *
 * @param reference what the decision rests on, by reference; {@code null} if it was released
 * @param decidedBy role of the person
 * @param keepUntil until when it is kept; {@code null} if it was released
 * @param weighed what was to become of it by the clock
 */
public record Review(
        ReviewOutcome outcome,
        ReviewGround ground,
        @Nullable String reference,
        String decidedBy,
        Instant decidedAt,
        @Nullable LocalDate keepUntil,
        Dated weighed) {

    /**
     * Whether a policy wants a person to look before the item goes. Not because of a purpose that
     * the person concerned withdrew or objected to, nor at what must not be there (quarantine,
     * erasure): against that, no review keeps anything.
     */
    public static boolean isAskedFor(RetentionFacts facts) {
        return facts.quarantine() == null
                && facts.policies().stream()
                        .filter(policy -> policy.review() != null)
                        .anyMatch(policy -> !isEndedByThePerson(facts, policy.purpose()));
    }

    /**
     * Whether a person looks at what is due before it goes. No review keeps an item from the day on
     * which a text orders it destroyed, and nobody's silence keeps it beyond its maximum (GDPR art.
     * 5(1)(e)).
     *
     * @param due what is to become of it
     */
    public static boolean isRequired(RetentionFacts facts, Dated due, Instant now) {
        @Nullable Instant end = end(facts);
        return isAskedFor(facts)
                && (end == null || end.isAfter(now))
                && due.because().stream()
                        .filter(reason -> reason.rule().ordersDestruction())
                        .map(Reason::until)
                        .filter(Objects::nonNull)
                        .noneMatch(
                                duty ->
                                        !duty.isAfter(due.dueOn())
                                                || !RetentionClock.endOf(duty, facts.zone())
                                                        .isAfter(now));
    }

    /**
     * The last day on which an item that has no claims and is due waits for a person to look at it.
     *
     * @param due what is to become of it by the clock
     * @return {@code null} if nobody has to look, or no day is left for it
     */
    public static @Nullable LocalDate waitsUntil(RetentionFacts facts, Dated due) {
        if (!isRequired(facts, due, due.dueAt())) {
            return null;
        }
        return Stream.concat(
                        Stream.ofNullable(latest(facts)),
                        due.because().stream()
                                .filter(reason -> reason.rule().ordersDestruction())
                                .map(Reason::until)
                                .filter(Objects::nonNull))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static boolean isEndedByThePerson(RetentionFacts facts, Purpose purpose) {
        @Nullable PurposeEnd end = facts.ended().get(purpose);
        return end != null && end.cause() != PurposeEnd.Cause.FULFILLED;
    }

    /** Whether the decision is of what the clock says now. */
    public boolean covers(Disposition byTheClock) {
        return weighed.equals(byTheClock);
    }

    /**
     * What is to become of an item that a person has looked at. What they keep goes at its maximum,
     * if that has become shorter since (GDPR art. 5(1)(e)).
     */
    public Disposition applied(RetentionFacts facts) {
        @Nullable LocalDate until = keptUntil(latest(facts));
        return until == null || !until.isAfter(weighed.dueOn())
                ? weighed
                : new Scheduled(
                        until, RetentionClock.endOf(until, facts.zone()), weighed.because());
    }

    private @Nullable LocalDate keptUntil(@Nullable LocalDate latest) {
        return keepUntil != null && latest != null && latest.isBefore(keepUntil)
                ? latest
                : keepUntil;
    }

    /**
     * The last day until which a review may keep an item: that on which it would be due, had no
     * purpose whose policy asks for the review been said to be fulfilled, and had these policies
     * not shortened what they may. A purpose that is over, and whose policy asks for nothing, stays
     * over: no review keeps an item for it. What was announced to the person, and a duty to
     * destroy, hold.
     *
     * @return {@code null} if there is no such day
     */
    public static @Nullable LocalDate latest(RetentionFacts facts) {
        Map<Purpose, PurposeEnd> ended = new EnumMap<>(Purpose.class);
        facts.ended()
                .forEach(
                        (purpose, end) -> {
                            if (end.cause() != PurposeEnd.Cause.FULFILLED
                                    || !isReviewed(facts, purpose)
                                    || isConfirmedInWriting(facts, purpose)) {
                                ended.put(purpose, end);
                            }
                        });
        RetentionFacts widest =
                new RetentionFacts(
                        facts.endedAt(),
                        facts.zone(),
                        facts.policies().stream().map(Review::widest).toList(),
                        facts.announced(),
                        ended,
                        facts.happened(),
                        facts.claims(),
                        facts.quarantine());
        return RetentionClock.evaluate(widest) instanceof Dated due ? due.dueOn() : null;
    }

    /** When the last day is over until which a review may keep an item; {@code null} if none is. */
    public static @Nullable Instant end(RetentionFacts facts) {
        @Nullable LocalDate latest = latest(facts);
        return latest == null ? null : RetentionClock.endOf(latest, facts.zone());
    }

    private static boolean isReviewed(RetentionFacts facts, Purpose purpose) {
        return facts.policies().stream()
                .anyMatch(policy -> policy.purpose() == purpose && policy.review() != null);
    }

    /** Whoever has the contract in writing needs no recording of it any more. */
    private static boolean isConfirmedInWriting(RetentionFacts facts, Purpose purpose) {
        return purpose == Purpose.CONTRACT_PROOF
                && facts.happened().containsKey(BusinessEvent.WRITTEN_CONFIRMATION);
    }

    private static RetentionPolicy widest(RetentionPolicy policy) {
        @Nullable ReviewTerms review = policy.review();
        @Nullable Period atMost = review == null ? null : review.atMost();
        return atMost == null || policy.destructionDuty() ? policy : policy.until(atMost);
    }
}
