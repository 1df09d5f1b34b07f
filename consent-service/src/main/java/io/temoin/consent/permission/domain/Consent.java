// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.ConsentObject;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One consent, as decisions see it.
 *
 * @param processor who may call on the controller's behalf; absent when the controller calls itself
 * @param validUntil exclusive
 * @param exactSlot when the person agreed to be called, to the minute, if they did
 * @param object what the calls are about, in the controller's own code; absent when none was named
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
        return switch (rule) {
            case REQUIRED -> object != null && object.equals(offer);
            case OPTIONAL -> object == null || offer == null || object.equals(offer);
        };
    }

    boolean isWithdrawnBy(@Nullable Instant withdrawnAt) {
        return withdrawnAt != null && !collectedAt.isAfter(withdrawnAt);
    }

    /** The same, with its end recorded. */
    Consent asEnded() {
        return new Consent(
                id, processor, purposes, collectedAt, validUntil, exactSlot, object, true);
    }

    boolean isExpiredAt(Instant now) {
        return !now.isBefore(validUntil);
    }

    /** The same, at the longest until then. */
    Consent until(Instant latest) {
        return latest.isBefore(validUntil)
                ? new Consent(
                        id, processor, purposes, collectedAt, latest, exactSlot, object, ended)
                : this;
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
