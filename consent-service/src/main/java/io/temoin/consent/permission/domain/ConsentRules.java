// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.rules.domain.ConsentObject;
import io.temoin.consent.rules.domain.PeriodWords;
import io.temoin.consent.rules.domain.ProofRetention;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** When what was collected is a consent (GDPR art. 4(11), 7; C. conso. L223-1, R223-1). */
final class ConsentRules {

    /** How far the clocks of those who send us statements may be ahead of ours. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /**
     * How long the proof is kept from the collection (C. conso. R223-2), also where no law says.
     */
    private static final Period PROOF_KEPT = Period.ofYears(3);

    private ConsentRules() {}

    /** What keeps it from being a consent; empty when nothing does. */
    static List<Violation> violations(GiveConsent command, RulePack pack) {
        List<Violation> violations = new ArrayList<>();
        if (command.purposes().isEmpty()) {
            violations.add(
                    ConsentDefect.PURPOSE_MISSING.at(
                            "/purposes", "A consent must name at least one purpose."));
        }
        object(command, pack, violations);
        mentions(command.proof().mentions(), violations);
        CollectionRules.check(command, violations);
        period(command, pack, violations);
        exactSlot(command, pack, violations);
        return violations;
    }

    /** Until when the consent holds: calendar periods are counted where the law applies. */
    static Instant validUntil(Instant collectedAt, Period validFor, RulePack pack) {
        return collectedAt.atZone(pack.zone()).plus(validFor).toInstant();
    }

    /**
     * Until when the proof is kept at least, whatever becomes of the consent. Where a law counts
     * from its last use, that is the earliest it can be.
     */
    static Instant proofKeptUntil(Instant collectedAt, RulePack pack) {
        ProofRetention law = pack.proofRetention();
        return validUntil(collectedAt, law == null ? PROOF_KEPT : law.period(), pack);
    }

    static boolean isInTheFuture(Instant stated, Instant now) {
        return stated.isAfter(now.plus(CLOCK_SKEW));
    }

    /** A consent to recordings alone is about the call, not about an offer. */
    private static void object(GiveConsent command, RulePack pack, List<Violation> violations) {
        if (pack.consentObject() == ConsentObject.REQUIRED
                && command.particulars().object() == null
                && command.purposes().stream().anyMatch(Purpose::isProspecting)) {
            violations.add(
                    ConsentDefect.OBJECT_MISSING.at(
                            "/object",
                            "A consent to be called must name the subject of the calls (C. conso."
                                    + " R223-1)."));
        }
    }

    private static void mentions(Mentions told, List<Violation> violations) {
        mention(told.professionalAndGoods(), "professionalAndGoods", violations);
        mention(told.choice(), "choice", violations);
        mention(told.period(), "period", violations);
        mention(told.withdrawal(), "withdrawal", violations);
        mention(told.proofAccess(), "proofAccess", violations);
    }

    private static void mention(boolean told, String name, List<Violation> violations) {
        if (!told) {
            violations.add(
                    ConsentDefect.MENTION_MISSING.at(
                            "/mentions/" + name,
                            "The person was not told this, so the consent is not informed (GDPR"
                                    + " art. 4(11); mandatory in France under C. conso. R223-1)."));
        }
    }

    private static void exactSlot(GiveConsent command, RulePack pack, List<Violation> violations) {
        Instant slot = command.exactSlot();
        // A validity that cannot be is a violation of its own, and nothing to compare with.
        if (slot == null || !violations.isEmpty()) {
            return;
        }
        Instant collectedAt = command.collectedAt();
        if (slot.isBefore(collectedAt)
                || !slot.isBefore(validUntil(collectedAt, command.validFor(), pack))) {
            violations.add(
                    ConsentDefect.SLOT_OUT_OF_VALIDITY.at(
                            command.localSlot() == null ? "/exactSlot" : "/exactSlotLocal",
                            "The agreed time must lie within the validity period of the consent."));
        }
    }

    private static void period(GiveConsent command, RulePack pack, List<Violation> violations) {
        Instant collectedAt = command.collectedAt();
        Period validFor = command.validFor();
        ZonedDateTime now = command.now().atZone(pack.zone());
        if (isInTheFuture(collectedAt, command.now())) {
            violations.add(
                    ConsentDefect.IN_THE_FUTURE.at(
                            "/collectedAt", "The time of collection must not be in the future."));
        } else if (validFor.isNegative() || validFor.isZero()) {
            violations.add(
                    ConsentDefect.VALIDITY_NOT_POSITIVE.at(
                            "/validFor", "The validity period must be longer than zero."));
        } else if (isLongerThanAllowed(collectedAt, validFor, pack, now)) {
            violations.add(
                    ConsentDefect.VALIDITY_TOO_LONG.at(
                            "/validFor",
                            "A consent is valid for at most "
                                    + PeriodWords.english(pack.longestConsent())
                                    + " from its collection."));
        } else if (isOver(collectedAt, validFor, pack, now)) {
            violations.add(
                    ConsentDefect.VALIDITY_OVER.at("/collectedAt", "The consent has expired."));
        }
    }

    private static boolean isLongerThanAllowed(
            Instant collectedAt, Period validFor, RulePack pack, ZonedDateTime now) {
        Period most = pack.longestConsent();
        // Counted from today when collected out of reach: the answer is the same, without overflow.
        Instant from = isOutOfReach(collectedAt, pack, now) ? now.toInstant() : collectedAt;
        return validFor.toTotalMonths() > most.toTotalMonths()
                || validUntil(from, validFor, pack).isAfter(validUntil(from, most, pack));
    }

    private static boolean isOver(
            Instant collectedAt, Period validFor, RulePack pack, ZonedDateTime now) {
        return isOutOfReach(collectedAt, pack, now)
                || !validUntil(collectedAt, validFor, pack).isAfter(now.toInstant());
    }

    /** Whether no validity that the law allows could reach from there to today. */
    private static boolean isOutOfReach(Instant collectedAt, RulePack pack, ZonedDateTime now) {
        return collectedAt.isBefore(now.minus(pack.longestConsent()).minusDays(1).toInstant());
    }
}
