// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent as it is shown: as it was given, with what was put right since (GDPR art. 16).
 *
 * @param rectifications the oldest first
 */
public record RectifiedConsent(ConsentGiven given, List<ConsentRectified> rectifications) {

    public RectifiedConsent {
        rectifications = List.copyOf(rectifications);
    }

    /** The consent by what happened between the controller and the person, oldest first. */
    public static RectifiedConsent of(ConsentGiven given, List<ContactPermissionEvent> history) {
        return new RectifiedConsent(
                given,
                history.stream()
                        .filter(ConsentRectified.class::isInstance)
                        .map(ConsentRectified.class::cast)
                        .filter(one -> one.consent().equals(given.consent()))
                        .toList());
    }

    /** When something was last put right; {@code null} if nothing was. */
    public @Nullable Instant rectifiedAt() {
        return rectifications.isEmpty() ? null : rectifications.getLast().at();
    }

    /** What the calls are about; {@code null} if that was not said, or cannot be read any more. */
    public @Nullable String object() {
        return text(ConsentField.OBJECT);
    }

    /** When the person agreed to be called; {@code null} if they did not. */
    public @Nullable Instant exactSlot() {
        String slot = text(ConsentField.EXACT_SLOT);
        return slot == null ? null : Instant.parse(slot);
    }

    /** When it ends (exclusive). */
    public Instant validUntil() {
        Instant until = given.validUntil();
        for (ConsentRectified one : rectifications) {
            until = one.validUntil() == null ? until : one.validUntil();
        }
        return until;
    }

    /**
     * What is shown of a field, as a text; {@code null} if there is nothing, or the key is gone.
     */
    public @Nullable String text(ConsentField field) {
        if (field == ConsentField.VALID_UNTIL) {
            return validUntil().toString();
        }
        for (ConsentRectified one : rectifications.reversed()) {
            if (one.fields().contains(field)) {
                return text(one, field);
            }
        }
        return asGiven(field);
    }

    /** What one rectification says of a field; {@code null} if nothing, or its key is gone. */
    public static @Nullable String text(ConsentRectified one, ConsentField field) {
        if (field == ConsentField.VALID_UNTIL) {
            return one.validUntil() == null ? null : one.validUntil().toString();
        }
        return one.values().stream()
                .filter(value -> value.field() == field)
                .map(RectifiedValue::value)
                .<String>mapMulti(
                        (value, found) -> {
                            if (value instanceof Personal.Plaintext<String>(var text, _)) {
                                found.accept(text);
                            }
                        })
                .findFirst()
                .orElse(null);
    }

    /** What the proof says of a field, as a text; {@code null} if nothing. */
    public @Nullable String asGiven(ConsentField field) {
        ConsentParticulars more = given.particulars();
        return switch (field) {
            case OBJECT -> more.object();
            case EXACT_SLOT -> given.exactSlot() == null ? null : given.exactSlot().toString();
            case VALID_UNTIL -> given.validUntil().toString();
            case LANGUAGE -> more.language();
            case COLLECTION_POINT -> more.collectionPoint();
            case AGENT -> more.agent();
        };
    }

    /** The rest of the record, as it is shown. */
    public ConsentParticulars particulars() {
        ConsentParticulars more = given.particulars();
        return rectifications.isEmpty()
                ? more
                : new ConsentParticulars(
                        more.jurisdiction(),
                        text(ConsentField.LANGUAGE),
                        more.wordingHash(),
                        more.notice(),
                        more.call(),
                        more.audio(),
                        text(ConsentField.AGENT),
                        text(ConsentField.COLLECTION_POINT),
                        more.tied(),
                        more.preTicked(),
                        more.age(),
                        more.withdrawalChannels(),
                        more.privacyRightsUrl(),
                        more.storageLocations(),
                        object());
    }
}
