// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentProblem.CONSENT_ENDED;
import static io.temoin.consent.permission.domain.ConsentProblem.CONSENT_INVALID;
import static io.temoin.consent.permission.domain.ConsentProblem.CONSENT_UNKNOWN;
import static io.temoin.consent.permission.domain.ConsentProblem.NOT_THE_CONTROLLER;
import static io.temoin.consent.permission.domain.ConsentProblem.RECTIFICATION_NOT_CONTESTED;
import static io.temoin.consent.permission.domain.ConsentProblem.RECTIFICATION_NOT_REQUESTED;
import static io.temoin.consent.permission.domain.ConsentProblem.RECTIFICATION_WIDENS;

import io.temoin.consent.permission.domain.ContactPermissionCommand.RectifyConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a consent right under an open request of the person (GDPR art. 16). What was given is the
 * proof and stays; a rectification only ever takes away from what it permits (art. 7(1): what
 * permits more has to be proven by a consent of its own).
 */
final class ConsentRectification {

    private ConsentRectification() {}

    /** What puts right what was shown until now; nothing if all of it was right already. */
    static List<ContactPermissionEvent> rectify(RectifyConsent command, ContactPermission state) {
        if (!command.byTenant() && !command.by().organisation().equals(command.controller())) {
            throw new Rejected(
                    NOT_THE_CONTROLLER, "Only the controller may rectify a person's consent.");
        }
        RectifiedConsent shown = command.shown();
        if (shown == null) {
            throw new Rejected(CONSENT_UNKNOWN, "There is no such consent for this contact.");
        }
        requireRequested(command, state);
        Consent consent = inForce(command, state);
        List<ConsentField> fields = new ArrayList<>();
        List<RectifiedValue> values = new ArrayList<>();
        Instant validUntil = null;
        for (int i = 0; i < command.corrections().size(); i++) {
            CorrectedField right = command.corrections().get(i);
            if (Objects.equals(right.value(), shown.text(right.field()))) {
                continue;
            }
            String pointer = "/values/" + i + "/value";
            requireNarrower(right, shown.given(), consent, pointer);
            fields.add(right.field());
            if (right.field() == ConsentField.VALID_UNTIL) {
                validUntil = end(right, consent, pointer);
            } else if (right.value() != null) {
                values.add(sealed(right.field(), right.value(), shown.given().number().subject()));
            }
        }
        return fields.isEmpty()
                ? List.of()
                : List.of(
                        new ConsentRectified(
                                command.consent(),
                                command.controller(),
                                command.subject(),
                                command.request(),
                                fields,
                                values,
                                validUntil,
                                command.now()));
    }

    /** Under the key of the number: whatever destroys the proof takes what is right along. */
    private static RectifiedValue sealed(ConsentField field, String value, SubjectId owner) {
        return new RectifiedValue(field, Personal.plaintext(value, owner));
    }

    /** The request restricts the contact until its answer: that is the permission. */
    private static void requireRequested(RectifyConsent command, ContactPermission state) {
        RectificationRequest requested = command.requested();
        if (requested == null
                || !requested.request().equals(command.request())
                || !state.restrictions().containsKey(command.request())
                || requested.proofAwaited()) {
            throw new Rejected(
                    RECTIFICATION_NOT_REQUESTED,
                    "There is no open request for rectification of this consent from a person"
                            + " whose identity is certain.");
        }
        if (!requested.contests(command.consent())) {
            throw new Rejected(
                    RECTIFICATION_NOT_CONTESTED,
                    "The person contests something else; only what they contest is put right"
                            + " under the request.");
        }
    }

    private static Consent inForce(RectifyConsent command, ContactPermission state) {
        Consent consent =
                state.consents().stream()
                        .filter(one -> one.id().equals(command.consent()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ended(
                                                "A later consent took the place of this one, which stays"
                                                        + " as it was given, as proof."));
        if (consent.isWithdrawnBy(state.withdrawnAt())) {
            throw ended("The person withdrew this consent, which stays as it was given, as proof.");
        }
        if (consent.ended() || consent.isExpiredAt(command.now())) {
            throw ended("The consent has expired and stays as it was given, as proof.");
        }
        return consent;
    }

    private static Rejected ended(String sentence) {
        return new Rejected(CONSENT_ENDED, sentence);
    }

    private static void requireNarrower(
            CorrectedField right, ConsentGiven given, Consent consent, String pointer) {
        String value = right.value();
        boolean wider =
                switch (right.field()) {
                    // None named permits calls about anything, where the law asks for none.
                    case OBJECT ->
                            value == null
                                    || value.equals(consent.object())
                                    || isAnotherAgain(consent);
                    case EXACT_SLOT -> value != null && isMoreThanNone(value, given);
                    case VALID_UNTIL ->
                            value == null || Instant.parse(value).isAfter(consent.validUntil());
                    case LANGUAGE, COLLECTION_POINT, AGENT -> false;
                };
        if (wider) {
            throw Rejected.at(
                    pointer,
                    RECTIFICATION_WIDENS,
                    "A rectification cannot make a consent permit more than it does; that takes a"
                            + " new consent.");
        }
    }

    /** Of a consent to calls about anything, what was right first is all that it permits. */
    private static boolean isAnotherAgain(Consent consent) {
        return consent.object() == null && consent.rectifiedObject() != null;
    }

    /** A time that was not agreed to, or is said again not to have been put right. */
    private static boolean isMoreThanNone(String slot, ConsentGiven given) {
        Instant agreed = given.agreedTime();
        return agreed == null || agreed.equals(Instant.parse(slot));
    }

    private static @Nullable Instant end(CorrectedField right, Consent consent, String pointer) {
        Instant until = Instant.parse(Objects.requireNonNull(right.value()));
        if (!until.isAfter(consent.collectedAt())) {
            throw new Rejected(
                    CONSENT_INVALID,
                    "A consent ends after it was given.",
                    List.of(
                            ConsentDefect.VALIDITY_NOT_POSITIVE.at(
                                    pointer, "A consent ends after it was given.")));
        }
        return until;
    }
}
