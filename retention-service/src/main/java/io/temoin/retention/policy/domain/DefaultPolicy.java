// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pack provides for one purpose. Tenants, controllers and campaigns may make it stricter.
 *
 * @param version of the purpose's policy in these places; items cite it
 * @param from the event the periods run from; absent if there is no period
 * @param atLeast a text orders things kept that long; absent if none does
 * @param atMost things may be kept for the purpose no longer; absent if only the minimum bounds it
 * @param openEnd what ends it instead of a period; absent if a period does
 * @param marks what else the text says; none if absent
 * @param extension a longer period in a case that the text names; absent if it names none
 * @param enabled whether it applies as it is; if not, a controller activates its own policy
 * @param toVerify what nobody has compared with the law; such a policy is never enabled
 * @param whileDisabled what becomes of items that are retained before anybody has activated a
 *     policy; absent if there can be none
 */
public record DefaultPolicy(
        Purpose purpose,
        int version,
        @Nullable RetentionTrigger from,
        @Nullable Period atLeast,
        @Nullable Period atMost,
        @Nullable OpenEnd openEnd,
        Set<Mark> marks,
        @Nullable Extension extension,
        PolicySource source,
        boolean enabled,
        @Nullable String toVerify,
        @Nullable WhileDisabled whileDisabled) {

    /** Ends that are no period. */
    public enum OpenEnd {
        /** Kept for as long as it has to be honoured. */
        NONE,
        /** Kept until a legal hold is released. */
        HOLD_RELEASED
    }

    /** What a text says besides its periods. */
    public enum Mark {
        /** It orders destruction when the maximum is over, whatever other purposes there are. */
        DESTRUCTION_DUTY,
        /** A claim suspends the period itself, not only the destruction. */
        SUSPENDS_CLOCK,
        /** Only a restricted role may use it: the intermediate archive of the CNIL. */
        ARCHIVE_ONLY
    }

    /** What becomes of items of a purpose whose policy is disabled. */
    public enum WhileDisabled {
        /**
         * They are kept for the stated minimum: a period that turns out too long can be shortened,
         * a destruction cannot be undone.
         */
        KEEP
    }

    /**
     * A longer period.
     *
     * @param when a code of the case, such as AUTHORITY_REQUEST
     */
    public record Extension(
            String when, @Nullable Period atLeast, @Nullable Period atMost, String reference) {

        public Extension {
            requireNonNull(when, "when");
            requireNonNull(reference, "reference");
        }
    }

    /** Nothing that is not marked may be missing: data comes from files. */
    public DefaultPolicy {
        requireNonNull(purpose, "purpose");
        requireNonNull(source, "source");
        marks = marks == null ? Set.of() : Set.copyOf(marks);
        require(version > 0, "has a version");
        require(!enabled || toVerify == null, "is verified before it is enabled");
        require(
                !enabled || source.confidence() != PolicySource.Confidence.MUST_BE_CHECKED,
                "is checked before it is enabled");
        require(
                !enabled || openEnd != null || atLeast != null || atMost != null,
                "has an end if it is enabled");
        require(
                from != null || PolicyBounds.isZero(atMost) || (atLeast == null && atMost == null),
                "runs from an event");
        require(
                atLeast == null || atMost == null || !PolicyBounds.isLonger(atLeast, atMost),
                "has no maximum below its minimum");
        require(!marks.contains(Mark.DESTRUCTION_DUTY) || atMost != null, "has a date if a duty");
        require(
                !marks.contains(Mark.SUSPENDS_CLOCK) || from != RetentionTrigger.PROPOSAL_MADE,
                "suspends no time to answer a proposal");
        require(whileDisabled == null || (!enabled && atLeast != null), "keeps for a minimum");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a default policy " + what);
        }
    }

    /** Whether items are retained by it: it is enabled, or keeps them while it is not. */
    public boolean appliesToItems() {
        return from != null
                && (atLeast != null || atMost != null)
                && (enabled || whileDisabled == WhileDisabled.KEEP);
    }

    /**
     * Whether a tenant may be stricter. What must be honoured as long as it takes has no period,
     * and one that ends in a duty to destroy is exact: until then something may happen that orders
     * the same thing kept (C. assurances art. R.112-7).
     */
    boolean isAdjustable() {
        return appliesToItems() && !marks.contains(Mark.DESTRUCTION_DUTY);
    }

    /**
     * As items are retained by it.
     *
     * @param since first day on which its pack applies
     */
    public RetentionPolicy asPolicy(LocalDate since) {
        return new RetentionPolicy(
                purpose,
                version,
                since,
                requireNonNull(from, "from"),
                atLeast,
                atMost,
                marks.contains(Mark.DESTRUCTION_DUTY),
                source.reference(),
                PolicyConditions.of(marks.contains(Mark.SUSPENDS_CLOCK), extension));
    }
}
