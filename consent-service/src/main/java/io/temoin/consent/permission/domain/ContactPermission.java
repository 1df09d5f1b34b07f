// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactReleased;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactRestricted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one data subject's wishes towards one controller, and how often they were tried.
 * Independent facts rather than stages: a person may consent again after a withdrawal, and an
 * objection neither needs nor ends a consent, it outranks it.
 *
 * <p>The consistency boundary of every call decision: consents, withdrawals, objections and
 * decisions of this pair are ordered by one stream, so a decision can never miss an objection.
 *
 * @param consents those that still say something; a replaced one is forgotten
 * @param withdrawnAt the latest moment the person withdrew: ends what was collected up to then
 * @param objectedAt when the person first objected to marketing
 * @param minorSince since when the person is known to be under age
 * @param preferences how, for what and when the person wishes to be reached
 * @param attempts the tries to reach the person that the cap counts
 * @param refused the latest that was submitted as a consent and is not valid; absent when there was
 *     none since the last consent
 * @param restrictions requests of the person that restrict what is kept about them, and since when
 */
public record ContactPermission(
        List<Consent> consents,
        @Nullable Instant withdrawnAt,
        @Nullable Instant objectedAt,
        @Nullable Instant minorSince,
        Preferences preferences,
        Attempts attempts,
        @Nullable RefusedConsent refused,
        Map<UUID, Instant> restrictions) {

    /** Of a person never heard of. */
    public static final ContactPermission NOTHING_KNOWN =
            new ContactPermission(
                    List.of(), null, null, null, Preferences.NONE, Attempts.NONE, null, Map.of());

    public ContactPermission {
        consents = List.copyOf(consents);
        restrictions = Map.copyOf(restrictions);
    }

    static ContactPermission evolve(ContactPermission state, ContactPermissionEvent event) {
        return switch (event) {
            case ConsentGiven given -> state.with(consentOf(given));
            case ConsentWithdrawn withdrawn -> state.withdrawnAt(withdrawn.statedAt());
            case MarketingObjectionRecorded objected -> state.objectedAt(objected.statedAt());
            // Recordings are held, and set apart, elsewhere.
            case SelfServiceLinkIssued _, RecordingObjectionRecorded _ -> state;
            case ConsentRefused refused -> state.with(refused);
            case PreferencesStated said -> state.with(state.preferences().merged(said));
            case ConsentExpired expired -> state.withEnded(expired.consent());
            case ConsentRectified rectified -> state.after(rectified);
            case MinorFlagged flagged -> state.minorSince(flagged.statedAt());
            case CallDecided decided -> state.after(decided);
            case CallAttempted attempted -> state.after(attempted);
            case ContactRestricted restricted -> state.after(restricted);
            case ContactReleased released -> state.after(released);
        };
    }

    private static Consent consentOf(ConsentGiven given) {
        return new Consent(
                given.consent(),
                given.processor(),
                given.purposes(),
                given.collectedAt(),
                given.validUntil(),
                given.agreedTime(),
                given.particulars().object(),
                null,
                false);
    }

    private ContactPermission with(Consent consent) {
        Stream<Consent> kept = consents.stream().filter(old -> !old.isReplacedBy(consent));
        return new ContactPermission(
                Stream.concat(kept, Stream.of(consent)).toList(),
                withdrawnAt,
                objectedAt,
                minorSince,
                preferences,
                attempts,
                null,
                restrictions);
    }

    private ContactPermission with(ConsentRefused invalid) {
        return invalid.problem() == ConsentProblem.CONSENT_INVALID
                ? new ContactPermission(
                        consents,
                        withdrawnAt,
                        objectedAt,
                        minorSince,
                        preferences,
                        attempts,
                        RefusedConsent.of(invalid),
                        restrictions)
                : this;
    }

    private ContactPermission withEnded(UUID ended) {
        return consenting(
                consents.stream()
                        .map(consent -> consent.id().equals(ended) ? consent.asEnded() : consent));
    }

    /** One of which nobody can read any more what is right permits nothing. */
    private ContactPermission after(ConsentRectified rectified) {
        return consenting(
                consents.stream()
                        .flatMap(
                                consent ->
                                        consent.id().equals(rectified.consent())
                                                ? consent.rectified(rectified).stream()
                                                : Stream.of(consent)));
    }

    private ContactPermission consenting(Stream<Consent> known) {
        return new ContactPermission(
                known.toList(),
                withdrawnAt,
                objectedAt,
                minorSince,
                preferences,
                attempts,
                refused,
                restrictions);
    }

    private ContactPermission withdrawnAt(Instant statedAt) {
        boolean later = withdrawnAt == null || statedAt.isAfter(withdrawnAt);
        return later
                ? new ContactPermission(
                        consents,
                        statedAt,
                        objectedAt,
                        minorSince,
                        preferences,
                        attempts,
                        refused,
                        restrictions)
                : this;
    }

    private ContactPermission objectedAt(Instant statedAt) {
        return objectedAt == null
                ? new ContactPermission(
                        consents,
                        withdrawnAt,
                        statedAt,
                        minorSince,
                        preferences,
                        attempts,
                        refused,
                        restrictions)
                : this;
    }

    private ContactPermission minorSince(Instant statedAt) {
        return minorSince == null
                ? new ContactPermission(
                        consents,
                        withdrawnAt,
                        objectedAt,
                        statedAt,
                        preferences,
                        attempts,
                        refused,
                        restrictions)
                : this;
    }

    private ContactPermission after(CallDecided decided) {
        return decided.verdict() == Verdict.ALLOW && decided.purpose().isProspecting()
                ? with(attempts.expecting(decided))
                : this;
    }

    private ContactPermission after(CallAttempted attempted) {
        return attempted.purpose().isProspecting() ? with(attempts.reported(attempted)) : this;
    }

    private ContactPermission with(Preferences merged) {
        return new ContactPermission(
                consents,
                withdrawnAt,
                objectedAt,
                minorSince,
                merged,
                attempts,
                refused,
                restrictions);
    }

    private ContactPermission with(Attempts counted) {
        return new ContactPermission(
                consents,
                withdrawnAt,
                objectedAt,
                minorSince,
                preferences,
                counted,
                refused,
                restrictions);
    }

    /** Since when a request restricts it; absent when none does. */
    @Nullable Instant restrictedSince() {
        return restrictions.values().stream().min(Comparator.naturalOrder()).orElse(null);
    }

    private ContactPermission after(ContactRestricted restricted) {
        Map<UUID, Instant> all = new HashMap<>(restrictions);
        all.put(restricted.request(), restricted.restrictedAt());
        return restrictedBy(all);
    }

    private ContactPermission after(ContactReleased released) {
        Map<UUID, Instant> left = new HashMap<>(restrictions);
        left.remove(released.request());
        return restrictedBy(left);
    }

    private ContactPermission restrictedBy(Map<UUID, Instant> requests) {
        return new ContactPermission(
                consents,
                withdrawnAt,
                objectedAt,
                minorSince,
                preferences,
                attempts,
                refused,
                requests);
    }
}
