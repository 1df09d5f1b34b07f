// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.policy.domain.RetentionTrigger.PROPOSAL_MADE;

import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.domain.RetentionPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * C. assurances art. R.112-7: a recorded proposal is destroyed a month after it was made without a
 * favourable answer, at once when it is refused or when the person objects to the recording, and
 * kept for two years when the contract is signed.
 *
 * <p>Only a signature in time ends the duty to destroy. One that comes when the month is over, or
 * after a refusal or an objection, leaves it: then two texts order opposite things, and a person
 * decides.
 */
public final class ProposalRules {

    private ProposalRules() {}

    /** The duties to destroy, of which the earliest counts. */
    static List<Reason> duties(RetentionPolicy policy, LocalDate from, RetentionFacts facts) {
        List<Reason> duties = new ArrayList<>(2);
        Quarantine quarantine = facts.quarantine();
        if (quarantine != null && quarantine.isObjection()) {
            LocalDate day = facts.dayOf(quarantine.eraseBy());
            duties.add(Reason.of(policy, Rule.OBJECTED, quarantine, day));
        }
        if (!isSignedInTime(policy, from, facts)) {
            duties.add(unsigned(policy, from, facts));
        }
        return duties;
    }

    private static Reason unsigned(RetentionPolicy policy, LocalDate from, RetentionFacts facts) {
        Instant refusedAt = refusedAt(facts);
        if (refusedAt != null && !facts.dayOf(refusedAt).isAfter(deadline(policy, from))) {
            return Reason.of(policy, Rule.PROPOSAL_REFUSED, from, null, facts.dayOf(refusedAt));
        }
        return RetentionClock.running(policy, Rule.DESTRUCTION_DUTY, from, policy.keepsFor());
    }

    /** Whether the contract was signed before {@code policy} ordered the recording destroyed. */
    static boolean isSignedInTime(RetentionPolicy policy, LocalDate from, RetentionFacts facts) {
        Instant signedAt = facts.happened().get(CONTRACT_SIGNED);
        if (policy.trigger() != PROPOSAL_MADE || signedAt == null) {
            return false;
        }
        Instant refusedAt = refusedAt(facts);
        return !facts.dayOf(signedAt).isAfter(deadline(policy, from))
                && (refusedAt == null || !signedAt.isAfter(refusedAt));
    }

    /** The purpose of a proposal whose contract was signed in time. */
    static Reason signed(RetentionPolicy policy, RetentionFacts facts) {
        Instant signedAt = Objects.requireNonNull(facts.happened().get(CONTRACT_SIGNED), "signed");
        return Reason.of(policy, Rule.CONTRACT_SIGNED, null, null, facts.dayOf(signedAt));
    }

    /** When the proposal was refused, if it is known to be. */
    static @Nullable Instant refusedAt(RetentionFacts facts) {
        return facts.happened().get(PROPOSAL_REFUSED);
    }

    /** The last day on which an answer ends the duty to destroy. */
    public static LocalDate deadline(RetentionPolicy policy, LocalDate from) {
        return from.plus(policy.keepsFor());
    }
}
