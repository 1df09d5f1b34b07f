// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.expiring;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionCommand.ExpireConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link ExpireConsent}: recorded once, at the end, if the consent came to it. */
class ExpiringConsentTest {

    private static final Instant END = Instant.parse("2027-09-01T08:00:00Z");
    private static final ConsentExpired EXPIRED =
            new ConsentExpired(CONSENT, RHONE, SUBJECT, List.of(PROSPECTING_CALL), END, END);

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Test
    void isRecordedAtTheEnd() {
        permission.given(given()).when(expiring(CONSENT, END)).then(EXPIRED);
    }

    @Test
    void isNotRecordedBefore() {
        permission.given(given()).when(expiring(CONSENT, END.minusNanos(1))).thenNothing();
    }

    @Test
    void saysWhenItEndedHoweverLateItIsRecorded() {
        var late = END.plusSeconds(86_400 * 400L);
        permission
                .given(given())
                .when(expiring(CONSENT, late))
                .then(
                        new ConsentExpired(
                                CONSENT, RHONE, SUBJECT, List.of(PROSPECTING_CALL), END, late));
    }

    @Test
    void isRecordedOnce() {
        permission.given(given(), EXPIRED).when(expiring(CONSENT, END)).thenNothing();
    }

    @Test
    void isNotRecordedOfAConsentThatWasWithdrawnA10() {
        permission.given(given(), withdrawn(NOW)).when(expiring(CONSENT, END)).thenNothing();
    }

    @Test
    void isNotRecordedOfAConsentThatWasReplaced() {
        permission
                .given(given(), given(LATER_CONSENT, VOIX, NOW, PROSPECTING_CALL))
                .when(expiring(CONSENT, END))
                .thenNothing();
    }

    @Test
    void isNotRecordedOfAConsentNobodyGave() {
        permission.given().when(expiring(CONSENT, END)).thenNothing();
    }

    @Test
    void endsOneConsentNotTheOthers() {
        var later = given(LATER_CONSENT, Examples.ATLAS, COLLECTED, PROSPECTING_CALL);
        permission
                .given(given(), later, EXPIRED)
                .when(expiring(LATER_CONSENT, END))
                .then(
                        new ConsentExpired(
                                LATER_CONSENT,
                                RHONE,
                                SUBJECT,
                                List.of(PROSPECTING_CALL),
                                END,
                                END));
    }

    /** Without the event the answer was the same: decisions go by the date. */
    @Test
    void leavesTheAnswerAsItIs() {
        var asked =
                Examples.asking(
                        Examples.BY_VOIX,
                        ExampleLaws.FR_2026,
                        List.of(),
                        Instant.parse("2027-09-02T08:30:00Z"));
        var before = decider.decide(asked, decider.replay(List.of(given())));
        var after = decider.decide(asked, decider.replay(List.of(given(), EXPIRED)));

        assertThat(after).isEqualTo(before);
        assertThat(((CallDecided) after.getFirst()).reasons())
                .extracting(reason -> reason.code())
                .containsExactly(ReasonCode.CONSENT_EXPIRED);
    }
}
