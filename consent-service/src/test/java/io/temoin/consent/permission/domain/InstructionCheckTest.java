// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.MANDATE;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.objectingToRecordings;
import static io.temoin.consent.permission.domain.Examples.wishing;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.agreement.domain.MandateRules;
import io.temoin.consent.agreement.domain.ProcessingAgreements;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.permission.domain.ContactPermissionCommand.FlagMinor;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is done to a controller's people is done on its instructions. */
class InstructionCheckTest {

    private static final Mandate NONE =
            MandateRules.evaluate(
                    Assignment.anything(NOW),
                    ProcessingAgreements.NONE,
                    Map.of(),
                    UnnamedCallers.DENY);

    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(new ContactPermissionDecider());

    @Test
    void theControllerItselfNeedsNoMandate() {
        assertThatCode(() -> InstructionCheck.mustBe(BY_RHONE, RHONE, null))
                .doesNotThrowAnyException();
    }

    @Test
    void aProcessorNeedsOneThatAllows() {
        assertThatCode(() -> InstructionCheck.mustBe(BY_VOIX, RHONE, MANDATE))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> InstructionCheck.mustBe(BY_VOIX, RHONE, null))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("no agreement");
        assertThatThrownBy(() -> InstructionCheck.mustBe(BY_VOIX, RHONE, NONE))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("no agreement");
        assertThatThrownBy(() -> InstructionCheck.mustBe(BY_STRANGER, RHONE, MANDATE))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("may not act for");
    }

    @Test
    void nobodyElseSaysHowAPersonWishesToBeReached() {
        permission
                .given()
                .when(wishing(NOW).under(NONE))
                .thenRejected(ConsentProblem.PROCESSOR_NOT_AUTHORISED);
    }

    @Test
    void nobodyElseSaysThatAPersonIsUnderAge() {
        permission
                .given()
                .when(
                        new FlagMinor(
                                DECISION, BY_VOIX, RHONE, SUBJECT, Channel.VOICE, NOW, NONE, NOW))
                .thenRejected(ConsentProblem.PROCESSOR_NOT_AUTHORISED);
    }

    @Test
    void anObjectionToOneCallNamesACallOfThatPerson() {
        permission
                .given()
                .when(objectingToRecordings(BY_VOIX, DECISION, null, NOW))
                .thenRejected(ConsentProblem.DECISION_UNKNOWN);
    }
}
