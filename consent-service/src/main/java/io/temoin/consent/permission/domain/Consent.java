// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.rules.domain.ConsentObject;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One consent, as decisions see it.
 *
 * @param processor who may call on the controller's behalf; absent when the controller calls itself
 * @param validUntil exclusive
 * @param exactSlot when the person agreed to be called, to the minute, if they did
 * @param object what the calls are about, in the controller's own code; absent when none was named
 * @param rectifiedObject what they are about by what was put right since; absent when nothing was
 * @param ended whether its end is recorded; decisions go by {@code validUntil}, not by this
 */
public record Consent(
        UUID id,
        @Nullable PartyId processor,
        List<Purpose> purposes,
        Instant collectedAt,
        Instant validUntil,
        @Nullable Instant exactSlot,
        @Nullable String object,
        @Nullable String rectifiedObject,
        boolean ended) {

    public Consent {
        purposes = List.copyOf(purposes);
    }

    /** Whether the person was told of this purpose and of this caller. */
    boolean covers(Purpose purpose, PartyId caller, PartyId controller) {
        PartyId named = processor == null ? controller : processor;
        return purposes.contains(purpose) && (caller.equals(named) || caller.equals(controller));
    }

    /**
     * Whether it is about that offer (GDPR art. 4(11): a consent is specific).
     *
     * @param offer what would be offered; absent when the caller does not say
     */
    boolean isAbout(@Nullable String offer, ConsentObject rule) {
        boolean asGiven =
                switch (rule) {
                    case REQUIRED -> object != null && object.equals(offer);
                    case OPTIONAL -> object == null || offer == null || object.equals(offer);
                };
        return asGiven
                && !isAboutNothing()
                && (rectifiedObject == null || offer == null || rectifiedObject.equals(offer));
    }

    /** Whether no offer is both what was given and what is right. */
    boolean isAboutNothing() {
        return object != null && rectifiedObject != null && !object.equals(rectifiedObject);
    }

    boolean isWithdrawnBy(@Nullable Instant withdrawnAt) {
        return withdrawnAt != null && !collectedAt.isAfter(withdrawnAt);
    }

    /** The same, with its end recorded. */
    Consent asEnded() {
        return with(validUntil, exactSlot, rectifiedObject, true);
    }

    /**
     * The same, narrower by what was put right; empty if nobody can read any more what that is. A
     * time other than the agreed one is proven by nothing, so no call is exempt for either.
     */
    Optional<Consent> rectified(ConsentRectified right) {
        boolean ofObject = right.fields().contains(ConsentField.OBJECT);
        String about = RectifiedConsent.text(right, ConsentField.OBJECT);
        if (ofObject && about == null) {
            return Optional.empty();
        }
        Instant until = right.validUntil();
        return Optional.of(
                with(
                        until == null || until.isAfter(validUntil) ? validUntil : until,
                        right.fields().contains(ConsentField.EXACT_SLOT) ? null : exactSlot,
                        ofObject ? about : rectifiedObject,
                        ended));
    }

    private Consent with(
            Instant until, @Nullable Instant slot, @Nullable String rightObject, boolean isEnded) {
        return new Consent(
                id, processor, purposes, collectedAt, until, slot, object, rightObject, isEnded);
    }

    boolean isExpiredAt(Instant now) {
        return !now.isBefore(validUntil);
    }

    /** The same, at the longest until then. */
    Consent until(Instant latest) {
        return latest.isBefore(validUntil) ? with(latest, exactSlot, rectifiedObject, ended) : this;
    }

    /** Whether a later consent to the same thing leaves nothing for this one to permit. */
    boolean isReplacedBy(Consent later) {
        return exactSlot == null
                && Objects.equals(processor, later.processor)
                && Objects.equals(object, later.object)
                && later.purposes.containsAll(purposes)
                && !later.validUntil.isBefore(validUntil)
                && !later.collectedAt.isBefore(collectedAt);
    }
}
