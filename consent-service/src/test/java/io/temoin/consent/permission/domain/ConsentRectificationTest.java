// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentField.AGENT;
import static io.temoin.consent.permission.domain.ConsentField.COLLECTION_POINT;
import static io.temoin.consent.permission.domain.ConsentField.EXACT_SLOT;
import static io.temoin.consent.permission.domain.ConsentField.LANGUAGE;
import static io.temoin.consent.permission.domain.ConsentField.OBJECT;
import static io.temoin.consent.permission.domain.ConsentField.VALID_UNTIL;
import static io.temoin.consent.permission.domain.ExampleRectifications.OPEN;
import static io.temoin.consent.permission.domain.ExampleRectifications.about;
import static io.temoin.consent.permission.domain.ExampleRectifications.rectified;
import static io.temoin.consent.permission.domain.ExampleRectifications.rectifying;
import static io.temoin.consent.permission.domain.ExampleRectifications.right;
import static io.temoin.consent.permission.domain.ExampleRectifications.shown;
import static io.temoin.consent.permission.domain.ExampleRectifications.unreadable;
import static io.temoin.consent.permission.domain.ExampleRestrictions.REQUEST;
import static io.temoin.consent.permission.domain.ExampleRestrictions.released;
import static io.temoin.consent.permission.domain.ExampleRestrictions.restricted;
import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GDPR art. 16: what a consent says is put right, and never permits more than what was given. */
class ConsentRectificationTest {

    private static final Instant SLOT = Instant.parse("2026-11-29T18:00:00Z");
    private static final ConsentGiven GIVEN = about("fibre", SLOT);

    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            contact = DeciderSpecification.of(new ContactPermissionDecider());

    @Test
    void whatDiffersIsSealedUnderTheKeyOfTheConsent() {
        contact.given(GIVEN, restricted(REQUEST))
                .when(
                        rectifying(
                                shown(GIVEN),
                                right(OBJECT, "mobile"),
                                right(LANGUAGE, "fr"), // as it is
                                right(EXACT_SLOT, null),
                                right(VALID_UNTIL, "2026-12-31T23:00:00Z"),
                                right(COLLECTION_POINT, null),
                                right(AGENT, "agent-7")))
                .then(
                        new ConsentRectified(
                                CONSENT,
                                RHONE,
                                SUBJECT,
                                REQUEST,
                                List.of(OBJECT, EXACT_SLOT, VALID_UNTIL, COLLECTION_POINT, AGENT),
                                List.of(
                                        new RectifiedValue(
                                                OBJECT, Personal.plaintext("mobile", SUBJECT)),
                                        new RectifiedValue(
                                                AGENT, Personal.plaintext("agent-7", SUBJECT))),
                                Instant.parse("2026-12-31T23:00:00Z"),
                                NOW));
        assertThat(right(OBJECT, "mobile").toString()).doesNotContain("mobile");
    }

    @Test
    void whatIsRightAlreadyChangesNothing() {
        contact.given(GIVEN, restricted(REQUEST))
                .when(
                        rectifying(
                                shown(GIVEN),
                                right(OBJECT, "fibre"),
                                right(EXACT_SLOT, SLOT.toString()),
                                right(VALID_UNTIL, GIVEN.validUntil().toString())))
                .thenNothing();
        var right = rectified(OBJECT, "mobile");
        contact.given(GIVEN, right, restricted(REQUEST))
                .when(rectifying(shown(GIVEN, right), right(OBJECT, "mobile")))
                .thenNothing();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "fibre, OBJECT, -", // a call about anything
                "-, EXACT_SLOT, 2026-11-29T18:00:00Z", // at a time that nobody agreed to
                "fibre, VALID_UNTIL, 2028-01-01T00:00:00Z",
                "fibre, VALID_UNTIL, -"
            })
    void nothingMayPermitMore(@Nullable String object, ConsentField field, @Nullable String value) {
        var given = about(object, null);
        contact.given(given, restricted(REQUEST))
                .when(rectifying(shown(given), right(field, value)))
                .thenRejected(ConsentProblem.RECTIFICATION_WIDENS);
    }

    /** What was wrong once is proven by nothing any more. */
    @Test
    void norIsWhatWasGivenRightAgain() {
        var other = rectified(OBJECT, "mobile");
        var shorter = rectified(VALID_UNTIL, "2026-12-31T23:00:00Z");
        var without = rectified(EXACT_SLOT, null);
        contact.given(GIVEN, other, restricted(REQUEST))
                .when(rectifying(shown(GIVEN, other), right(OBJECT, "fibre")))
                .thenRejected(ConsentProblem.RECTIFICATION_WIDENS);
        var any = about(null, null);
        contact.given(any, other, restricted(REQUEST))
                .when(rectifying(shown(any, other), right(OBJECT, "gas")))
                .thenRejected(ConsentProblem.RECTIFICATION_WIDENS);
        contact.given(any, other, restricted(REQUEST))
                .when(rectifying(shown(any, other), right(OBJECT, "mobile")))
                .thenNothing();
        contact.given(GIVEN, without, restricted(REQUEST))
                .when(rectifying(shown(GIVEN, without), right(EXACT_SLOT, SLOT.toString())))
                .thenRejected(ConsentProblem.RECTIFICATION_WIDENS);
        contact.given(GIVEN, shorter, restricted(REQUEST))
                .when(rectifying(shown(GIVEN, shorter), right(VALID_UNTIL, "2027-01-31T23:00:00Z")))
                .thenRejected(ConsentProblem.RECTIFICATION_WIDENS);
    }

    @Test
    void anotherTimeOrSubjectMayBeRightAgain() {
        var other = rectified(OBJECT, "mobile");
        contact.given(GIVEN, other, restricted(REQUEST))
                .when(rectifying(shown(GIVEN, other), right(OBJECT, "gas")))
                .then(rectified(OBJECT, "gas"));
        contact.given(GIVEN, restricted(REQUEST))
                .when(rectifying(shown(GIVEN), right(EXACT_SLOT, "2026-11-30T18:00:00Z")))
                .then(rectified(EXACT_SLOT, "2026-11-30T18:00:00Z"));
        var given = about(null, null);
        contact.given(given, restricted(REQUEST))
                .when(rectifying(shown(given), right(OBJECT, "mobile")))
                .then(rectified(OBJECT, "mobile"));
    }

    @Test
    void aConsentEndsAfterItWasGiven() {
        contact.given(GIVEN, restricted(REQUEST))
                .when(rectifying(shown(GIVEN), right(VALID_UNTIL, COLLECTED.toString())))
                .thenRejected(ConsentProblem.CONSENT_INVALID);
    }

    @Test
    void onlyTheControllerDecidesWhatIsTrue() {
        for (var by : List.of(BY_VOIX, BY_STRANGER)) {
            contact.given(GIVEN, restricted(REQUEST))
                    .when(rectifying(by, false, OPEN, shown(GIVEN), right(OBJECT, "mobile")))
                    .thenRejected(ConsentProblem.NOT_THE_CONTROLLER);
        }
        contact.given(GIVEN, restricted(REQUEST))
                .when(rectifying(BY_STRANGER, true, OPEN, shown(GIVEN), right(OBJECT, "mobile")))
                .then(rectified(OBJECT, "mobile"));
    }

    /** The restriction of an open request for that is the permission. */
    @Test
    void onlyUnderAnOpenRequestOfThePersonAboutIt() {
        var mobile = right(OBJECT, "mobile");
        notRequested(OPEN, mobile);
        notRequested(OPEN, mobile, restricted(LATER_CONSENT));
        notRequested(OPEN, mobile, restricted(REQUEST), released(REQUEST));
        notRequested(null, mobile, restricted(REQUEST));
        notRequested(
                new RectificationRequest(LATER_CONSENT, false, true, null),
                mobile,
                restricted(REQUEST));
        notRequested(
                new RectificationRequest(REQUEST, true, true, null), mobile, restricted(REQUEST));
        contact.given(GIVEN, restricted(REQUEST))
                .when(
                        rectifying(
                                BY_RHONE,
                                false,
                                OPEN.naming(Optional.of(CONSENT)),
                                shown(GIVEN),
                                mobile))
                .then(rectified(OBJECT, "mobile"));
    }

    /** D12: a request about another consent, or about a document, is no key to this one. */
    @Test
    void onlyWhatThePersonContests() {
        var mobile = right(OBJECT, "mobile");
        var ofAnother = OPEN.naming(Optional.of(LATER_CONSENT));
        var ofDocument = new RectificationRequest(REQUEST, false, false, null);

        for (var requested :
                List.of(ofAnother, ofDocument, ofDocument.naming(Optional.of(CONSENT)))) {
            contact.given(GIVEN, restricted(REQUEST))
                    .when(rectifying(BY_RHONE, false, requested, shown(GIVEN), mobile))
                    .thenRejected(ConsentProblem.RECTIFICATION_NOT_CONTESTED);
        }
        assertThat(ofAnother.naming(Optional.of(CONSENT))).isEqualTo(ofAnother);
    }

    private void notRequested(
            @Nullable RectificationRequest requested,
            CorrectedField right,
            ContactPermissionEvent... since) {
        var past = new ArrayList<ContactPermissionEvent>(List.of(GIVEN));
        past.addAll(List.of(since));
        contact.given(past.toArray(ContactPermissionEvent[]::new))
                .when(rectifying(BY_RHONE, false, requested, shown(GIVEN), right))
                .thenRejected(ConsentProblem.RECTIFICATION_NOT_REQUESTED);
    }

    @Test
    void whatHasEndedStaysAsItWasGiven() {
        var mobile = right(OBJECT, "mobile");
        ended(GIVEN, mobile, withdrawn(NOW.minusSeconds(1)));
        var over = about("fibre", null);
        ended(over, mobile, rectified(VALID_UNTIL, "2026-11-24T09:30:00Z"));
        ended(
                over,
                mobile,
                rectified(VALID_UNTIL, "2026-12-31T23:00:00Z"),
                ContactItems.expired(over));
        ended(
                about(null, null),
                mobile,
                Examples.given(LATER_CONSENT, VOIX, COLLECTED, Purpose.PROSPECTING_CALL));
        contact.given(restricted(REQUEST))
                .when(rectifying(BY_RHONE, false, OPEN, null, mobile))
                .thenRejected(ConsentProblem.CONSENT_UNKNOWN);
    }

    private void ended(ConsentGiven given, CorrectedField right, ContactPermissionEvent... since) {
        var past = new ArrayList<ContactPermissionEvent>(List.of(given));
        past.addAll(List.of(since));
        past.add(restricted(REQUEST));
        contact.given(past.toArray(ContactPermissionEvent[]::new))
                .when(rectifying(shown(given), right))
                .thenRejected(ConsentProblem.CONSENT_ENDED);
    }

    @Test
    void readersSeeWhatIsRightAndTheProofWhatWasGiven() {
        var given = about("fibre", SLOT);
        var consent =
                shown(
                        given,
                        rectified(OBJECT, "mobile"),
                        rectified(VALID_UNTIL, "2026-12-31T23:00:00Z"),
                        rectified(OBJECT, "gas"),
                        rectified(LANGUAGE, "oc"),
                        unreadable(AGENT),
                        rectified(EXACT_SLOT, "2026-11-30T18:00:00Z"));

        assertThat(consent.object()).isEqualTo("gas");
        assertThat(consent.validUntil()).isEqualTo("2026-12-31T23:00:00Z");
        assertThat(consent.exactSlot()).isEqualTo("2026-11-30T18:00:00Z");
        assertThat(consent.particulars().language()).isEqualTo("oc");
        assertThat(consent.particulars().agent()).isNull();
        assertThat(consent.particulars().collectionPoint()).isEqualTo("fibre-script-9");
        assertThat(consent.asGiven(OBJECT)).isEqualTo("fibre");
        assertThat(consent.rectifiedAt()).isEqualTo(NOW);
        assertThat(RectifiedConsent.text(rectified(VALID_UNTIL, null), VALID_UNTIL)).isNull();
        assertThat(RectifiedConsent.text(rectified(OBJECT, "gas"), AGENT)).isNull();
        var without = shown(about(null, null));
        assertThat(without.rectifiedAt()).isNull();
        assertThat(without.exactSlot()).isNull();
        assertThat(without.particulars()).isSameAs(without.given().particulars());
        assertThat(shown(given, rectifiedOf(LATER_CONSENT)).rectifications()).isEmpty();
    }

    private static ConsentRectified rectifiedOf(UUID consent) {
        return new ConsentRectified(
                consent, RHONE, SUBJECT, REQUEST, List.of(OBJECT), List.of(), null, NOW);
    }
}
