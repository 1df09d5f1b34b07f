// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleRestrictions.REQUEST;
import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.PARTICULARS;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;

import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RectifyConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Consents of which a person says that something is wrong. */
public final class ExampleRectifications {

    static final RectificationRequest OPEN = new RectificationRequest(REQUEST, false, true, null);

    private ExampleRectifications() {}

    /** A consent to calls about something, at an agreed time or at any. */
    static ConsentGiven about(@Nullable String object, @Nullable Instant slot) {
        var given =
                Examples.given(
                        CONSENT, Examples.VOIX, Examples.COLLECTED, slot, Purpose.PROSPECTING_CALL);
        return GivenConsents.with(
                given,
                given.proof(),
                new ConsentParticulars(
                        PARTICULARS.jurisdiction(),
                        PARTICULARS.language(),
                        PARTICULARS.wordingHash(),
                        PARTICULARS.notice(),
                        PARTICULARS.call(),
                        PARTICULARS.audio(),
                        PARTICULARS.agent(),
                        PARTICULARS.collectionPoint(),
                        PARTICULARS.tied(),
                        PARTICULARS.preTicked(),
                        PARTICULARS.age(),
                        PARTICULARS.withdrawalChannels(),
                        PARTICULARS.privacyRightsUrl(),
                        PARTICULARS.storageLocations(),
                        object));
    }

    /** Another subject, an earlier end, another agent, and no time that was agreed to. */
    public static RectifyConsent contesting() {
        return rectifying(
                shown(Examples.given()),
                right(ConsentField.OBJECT, "mobile"),
                right(ConsentField.VALID_UNTIL, "2026-12-31T23:00:00Z"),
                right(ConsentField.AGENT, "agent-7"),
                right(ConsentField.COLLECTION_POINT, null));
    }

    static RectifyConsent rectifying(RectifiedConsent shown, CorrectedField... corrections) {
        return rectifying(BY_RHONE, false, OPEN, shown, corrections);
    }

    static RectifyConsent rectifying(
            ActingParty by,
            boolean byTenant,
            @Nullable RectificationRequest requested,
            @Nullable RectifiedConsent shown,
            CorrectedField... corrections) {
        var asked =
                new RectifyConsent(
                        CONSENT,
                        by,
                        byTenant,
                        RHONE,
                        SUBJECT,
                        REQUEST,
                        requested,
                        null,
                        List.of(corrections),
                        NOW);
        return shown == null ? asked : asked.with(shown, Optional.ofNullable(requested));
    }

    static RectifiedConsent shown(ConsentGiven given, ConsentRectified... since) {
        return RectifiedConsent.of(given, List.of(since));
    }

    static CorrectedField right(ConsentField field, @Nullable String value) {
        return new CorrectedField(field, value);
    }

    /** One field that is right since; of nothing, where there is none. */
    public static ConsentRectified rectified(ConsentField field, @Nullable String value) {
        boolean ofItsEnd = field == ConsentField.VALID_UNTIL;
        return new ConsentRectified(
                CONSENT,
                RHONE,
                SUBJECT,
                REQUEST,
                List.of(field),
                value == null || ofItsEnd
                        ? List.of()
                        : List.of(new RectifiedValue(field, Personal.plaintext(value, SUBJECT))),
                value != null && ofItsEnd ? Instant.parse(value) : null,
                NOW);
    }

    /** One whose value nobody can read any more. */
    static ConsentRectified unreadable(ConsentField field) {
        return new ConsentRectified(
                CONSENT,
                RHONE,
                SUBJECT,
                REQUEST,
                List.of(field),
                List.of(
                        new RectifiedValue(
                                field, new Personal.Erased<>(SUBJECT, NOW, "PERIOD_ENDED"))),
                null,
                NOW);
    }
}
