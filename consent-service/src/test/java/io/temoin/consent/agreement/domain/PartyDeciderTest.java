// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.Agreements.CENTRE;
import static io.temoin.consent.agreement.domain.Agreements.CONTROLLER;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.RHONE;
import static io.temoin.consent.agreement.domain.Agreements.STUDIO;
import static io.temoin.consent.agreement.domain.Agreements.VOIX;
import static io.temoin.consent.agreement.domain.Agreements.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.agreement.domain.PartyCommand.AmendParty;
import io.temoin.consent.agreement.domain.PartyCommand.RegisterParty;
import io.temoin.consent.agreement.domain.PartyEvent.PartyAmended;
import io.temoin.consent.agreement.domain.PartyEvent.PartyRegistered;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartyDeciderTest {

    private static final PartyProfile JOINT =
            profile("Rhône Télécom SA", PartyRole.JOINT_CONTROLLER, PartyRole.PROCESSOR);

    private final DeciderSpecification<PartyCommand, Party, PartyEvent> parties =
            DeciderSpecification.of(new PartyDecider());

    @Nested
    class Registering {

        @Test
        void entersAController() {
            parties.given()
                    .when(new RegisterParty(RHONE, RHONE, CONTROLLER, NOW))
                    .then(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW));
        }

        @Test
        void entersAProcessorOnTheWordOfAController() {
            parties.given()
                    .when(new RegisterParty(RHONE, VOIX, CENTRE, NOW))
                    .then(new PartyRegistered(VOIX, CENTRE, RHONE, NOW));
        }

        @Test
        void twiceChangesNothing() {
            parties.given(new PartyRegistered(VOIX, CENTRE, RHONE, NOW))
                    .when(new RegisterParty(VOIX, VOIX, CENTRE, NOW))
                    .thenNothing();
        }

        @Test
        void isRefusedWhenTheRecordsSayOtherwise() {
            parties.given(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW))
                    .when(new RegisterParty(RHONE, RHONE, JOINT, NOW))
                    .thenRejected(AgreementProblem.PARTY_EXISTS);
        }

        @Test
        void isRefusedWhenAnotherSpeaksForAController() {
            parties.given()
                    .when(new RegisterParty(VOIX, RHONE, CONTROLLER, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }

        @Test
        void isRefusedWithoutARole() {
            parties.given()
                    .when(new RegisterParty(VOIX, VOIX, profile("La Voix"), NOW))
                    .thenRejected(AgreementProblem.PARTY_INVALID);
        }
    }

    @Nested
    class Amending {

        @Test
        void saysSomethingElse() {
            parties.given(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW))
                    .when(new AmendParty(RHONE, RHONE, JOINT, NOW))
                    .then(new PartyAmended(RHONE, JOINT, RHONE, NOW));
        }

        @Test
        void toTheSameChangesNothing() {
            parties.given(
                            new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW),
                            new PartyAmended(RHONE, JOINT, RHONE, NOW))
                    .when(new AmendParty(RHONE, RHONE, JOINT, NOW))
                    .thenNothing();
        }

        @Test
        void isForTheProcessorItselfAndWhoEnteredIt() {
            var entered = new PartyRegistered(STUDIO, CENTRE, RHONE, NOW);
            var said = profile("Studio Voix SARL", PartyRole.PROCESSOR);
            parties.given(entered)
                    .when(new AmendParty(STUDIO, STUDIO, said, NOW))
                    .then(new PartyAmended(STUDIO, said, STUDIO, NOW));
            parties.given(entered)
                    .when(new AmendParty(RHONE, STUDIO, said, NOW))
                    .then(new PartyAmended(STUDIO, said, RHONE, NOW));
            parties.given(entered)
                    .when(new AmendParty(VOIX, STUDIO, said, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_PARTY);
        }

        @Test
        void isRefusedForWhomNobodyRegistered() {
            parties.given()
                    .when(new AmendParty(RHONE, STUDIO, CENTRE, NOW))
                    .thenRejected(AgreementProblem.PARTY_UNKNOWN);
        }

        @Test
        void makesNoProcessorOfAController() {
            parties.given(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW))
                    .when(new AmendParty(VOIX, RHONE, CENTRE, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }
    }

    @Test
    void nobodyKnownDecidesOrProcessesAnything() {
        var unknown = Party.unknown();
        assertThat(unknown.decides()).isFalse();
        assertThat(unknown.processes()).isFalse();
        assertThat(unknown.unnamedCallers()).isEqualTo(UnnamedCallers.DENY);
        var controller = new Party.Known(RHONE, CONTROLLER, RHONE);
        assertThat(controller.processes()).isFalse();
        assertThat(controller.unnamedCallers()).isEqualTo(UnnamedCallers.REVIEW);
    }

    @Test
    void rolesAreKeptOnceAndInOrder() {
        assertThat(
                        profile("", PartyRole.PROCESSOR, PartyRole.CONTROLLER, PartyRole.PROCESSOR)
                                .roles())
                .isEqualTo(List.of(PartyRole.CONTROLLER, PartyRole.PROCESSOR));
    }

    @ParameterizedTest
    @CsvSource({
        "dpo@rhone-telecom.example,true",
        "dpo,false",
        "dpo@localhost,false",
        "dpo <dpo@rhone-telecom.example>,false"
    })
    void anAddressIsOne(String text, boolean is) {
        assertThat(FunctionContact.isEmail(text)).isEqualTo(is);
    }

    @Test
    void anAddressIsNotTooLong() {
        assertThat(FunctionContact.isEmail("dpo@" + "a".repeat(250) + ".example")).isFalse();
        assertThat(FunctionContact.isTelephone("+33472000000")).isTrue();
        assertThat(FunctionContact.isTelephone("04 72 00 00 00")).isFalse();
    }
}
