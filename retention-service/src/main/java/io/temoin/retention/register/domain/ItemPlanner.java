// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.Disposition;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.EffectivePolicy;
import io.temoin.retention.policy.domain.PolicyConditions;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.ItemPlan.AwaitedLook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plans registered items by the {@link RetentionClock}, as recordings are planned. An item has one
 * clock: whatever event a policy runs from that the item stands for counts from the item's own
 * beginning. For an event that happens elsewhere and later, its clock waits until it is reported.
 */
public final class ItemPlanner {

    /**
     * The text behind the day that an owner named: a call counts towards the cap on calls, and a
     * consent has to be proven.
     */
    private static String textOfOwner(ItemKind kind) {
        return switch (kind) {
            case CALL_DECISION, CALL_ATTEMPT -> "C. conso. D223-9";
            case CONSENT_PROOF -> "GDPR art. 7(1)";
            case NOTICE_SERVED,
                    PREFERENCE,
                    SELF_SERVICE_LINK,
                    SUPPRESSION,
                    SHEET,
                    TRANSCRIPT,
                    EXPORT,
                    EVIDENCE,
                    REQUEST ->
                    "GDPR art. 17(3)(b)";
        };
    }

    /** Of whatever moment an erasure is, the purposes are over by then. */
    private static final Instant EVER = Instant.EPOCH;

    private ItemPlanner() {}

    /**
     * When the items have to go, and when those have to whose person is erased.
     *
     * @param policies of their controller
     * @param knownAt as was known then
     */
    public static ItemPlan plan(
            PlanKey key, EffectivePolicies policies, ZoneId zone, Instant knownAt) {
        return plan(key, policies, zone, knownAt, null);
    }

    /**
     * The same of one item.
     *
     * @param erasedAt when the erasure of its person was decided; absent if it was not
     */
    public static ItemPlan plan(
            PlanKey key,
            EffectivePolicies policies,
            ZoneId zone,
            Instant knownAt,
            @Nullable Instant erasedAt) {
        if (!key.kind().isEverDestroyed()) {
            return ItemPlan.KEPT;
        }
        PolicyScope scope = new PolicyScope(key.controller(), key.campaign());
        Map<Purpose, RetentionTrigger> triggers = new EnumMap<>(Purpose.class);
        List<RetentionPolicy> applied = new ArrayList<>();
        boolean complete = !key.keptFor().isEmpty();
        for (String code : key.keptFor()) {
            @Nullable EffectivePolicy policy = find(code, scope, key, policies, knownAt);
            if (policy == null) {
                complete = false;
            } else {
                triggers.put(policy.purpose(), policy.from());
                applied.add(counted(policy.asPolicy(), key));
            }
        }
        if (key.keepUntil() != null && !applied.isEmpty()) {
            applied.add(minimum(applied.getFirst(), key, key.keepUntil()));
        }
        Instant start = key.startedOn().atStartOfDay(zone).toInstant();
        RetentionFacts facts = facts(start, zone, applied, key);
        Disposition erased =
                erased(key, facts.with(Quarantine.erasure(erasedAt == null ? EVER : erasedAt)));
        @Nullable Dated erasable = erased instanceof Dated dated ? dated : null;
        if (erasedAt != null) {
            return ItemPlan.of(erased, named(erased.because(), key, triggers)).erasable(erasable);
        }
        Disposition disposition = RetentionClock.evaluate(facts);
        List<Reason> because = named(disposition.because(), key, triggers);
        return (complete
                        ? ItemPlan.of(disposition, because).reviewed(look(facts, disposition))
                        : ItemPlan.unplanned(because))
                .erasable(erasable);
    }

    private static @Nullable AwaitedLook look(RetentionFacts facts, Disposition disposition) {
        @Nullable LocalDate until =
                disposition instanceof Dated due ? Review.waitsUntil(facts, due) : null;
        return until == null
                ? null
                : new AwaitedLook(until, RetentionClock.endOf(until, facts.zone()));
    }

    /** Where no policy is known, only the day that the owner named keeps it. */
    private static Disposition erased(PlanKey key, RetentionFacts erased) {
        if (!erased.policies().isEmpty()) {
            return RetentionClock.evaluate(erased);
        }
        Instant at = Objects.requireNonNull(erased.quarantine(), "erased").eraseBy();
        @Nullable LocalDate keepUntil = key.keepUntil();
        return keepUntil == null || !RetentionClock.endOf(keepUntil, erased.zone()).isAfter(at)
                ? new Scheduled(erased.dayOf(at), at, List.of())
                : new UnderMinimum(
                        keepUntil, RetentionClock.endOf(keepUntil, erased.zone()), List.of());
    }

    private static @Nullable EffectivePolicy find(
            String code,
            PolicyScope scope,
            PlanKey key,
            EffectivePolicies policies,
            Instant knownAt) {
        @Nullable Purpose purpose = purpose(code);
        return purpose == null ? null : policies.of(scope, purpose, key.startedOn(), knownAt);
    }

    private static @Nullable Purpose purpose(String code) {
        for (Purpose purpose : Purpose.values()) {
            if (purpose.name().equals(code)) {
                return purpose;
            }
        }
        return null;
    }

    private static RetentionFacts facts(
            Instant start, ZoneId zone, List<RetentionPolicy> policies, PlanKey key) {
        RetentionFacts facts = new RetentionFacts(start, zone, policies, List.of(), Map.of());
        for (Map.Entry<BusinessEvent, LocalDate> reported : key.happened().entrySet()) {
            Instant at = reported.getValue().atStartOfDay(zone).toInstant();
            facts = facts.with(reported.getKey(), at);
        }
        return facts;
    }

    /** The same policy, counted from the beginning of the item if that is what it runs from. */
    private static RetentionPolicy counted(RetentionPolicy policy, PlanKey key) {
        if (policy.trigger() == RetentionTrigger.PROPOSAL_MADE) {
            // The month to answer is the recording's, with which documents go; no report tells of
            // the other.
            return with(policy, RetentionTrigger.HOLD_PLACED);
        }
        boolean elsewhere =
                happensElsewhere(policy.trigger())
                        || (policy.trigger() == RetentionTrigger.LAST_CONTACT_FROM_PERSON
                                && key.happened()
                                        .containsKey(BusinessEvent.LAST_CONTACT_FROM_PERSON));
        return with(policy, elsewhere ? policy.trigger() : RetentionTrigger.RECORDING_ENDED);
    }

    /** Whether it is no beginning of an item. */
    private static boolean happensElsewhere(RetentionTrigger trigger) {
        return switch (trigger) {
            case PROPOSAL_MADE,
                    CONTRACT_SIGNED,
                    CONTRACT_ENDED,
                    COMPLAINT_CLOSED,
                    HOLD_PLACED,
                    ALERT_QUALIFIED,
                    BREACH_CLOSED ->
                    true;
            case RECORDING_ENDED,
                    CONTRACT_CONCLUDED,
                    SHEET_CREATED,
                    CONSENT_GIVEN,
                    CONSENT_COLLECTED,
                    CONSENT_USED,
                    REQUEST_RECEIVED,
                    LAST_CONTACT_FROM_PERSON,
                    OBJECTION_RECORDED,
                    ENTRY_WRITTEN,
                    DSR_CLOSED ->
                    false;
        };
    }

    private static RetentionPolicy with(RetentionPolicy policy, RetentionTrigger trigger) {
        return new RetentionPolicy(
                policy.purpose(),
                policy.version(),
                policy.since(),
                trigger,
                policy.atLeast(),
                policy.atMost(),
                policy.destructionDuty(),
                policy.reference(),
                PolicyConditions.onlyReview(policy.review()),
                policy.law());
    }

    private static RetentionPolicy minimum(
            RetentionPolicy beside, PlanKey key, LocalDate keepUntil) {
        int days =
                Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(key.startedOn(), keepUntil)));
        return new RetentionPolicy(
                beside.purpose(),
                beside.version(),
                beside.since(),
                RetentionTrigger.RECORDING_ENDED,
                Period.ofDays(days),
                null,
                false,
                textOfOwner(key.kind()));
    }

    /** The reasons with the events that their policies name. */
    private static List<Reason> named(
            List<Reason> reasons, PlanKey key, Map<Purpose, RetentionTrigger> triggers) {
        return reasons.stream()
                // What an owner names orders the item kept, and is no purpose of it.
                .filter(
                        reason ->
                                reason.rule() != Reason.Rule.PURPOSE_PERIOD
                                        || !isNamedByOwner(reason, key))
                .map(
                        reason ->
                                new Reason(
                                        reason.purpose(),
                                        reason.rule(),
                                        reason.policyVersion(),
                                        trigger(reason, key, triggers),
                                        reason.from(),
                                        reason.period(),
                                        reason.until(),
                                        reason.reference(),
                                        reason.change(),
                                        reason.law()))
                .toList();
    }

    private static boolean isNamedByOwner(Reason reason, PlanKey key) {
        return key.keepUntil() != null
                && key.keepUntil().equals(reason.until())
                && reason.reference().equals(textOfOwner(key.kind()));
    }

    /** What an owner names runs from when the item was written, whatever the policy waits for. */
    private static RetentionTrigger trigger(
            Reason reason, PlanKey key, Map<Purpose, RetentionTrigger> triggers) {
        RetentionTrigger own = triggers.getOrDefault(reason.purpose(), reason.trigger());
        return isNamedByOwner(reason, key) && happensElsewhere(own)
                ? RetentionTrigger.ENTRY_WRITTEN
                : own;
    }
}
