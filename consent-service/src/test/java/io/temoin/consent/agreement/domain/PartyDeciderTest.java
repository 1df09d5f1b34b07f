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
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartyDeciderTest {

    private static final PartyId HELIOS = new PartyId("helios");

    private static final PartyProfile JOINT =
            profile("Rhône Télécom SA", PartyRole.JOINT_CONTROLLER, PartyRole.PROCESSOR);

    private final DeciderSpecification<PartyCommand, Party, PartyEvent> parties =
            DeciderSpecification.of(new PartyDecider());

    @Nested
    class Registering {

        @Test
        void entersAControllerOnTheWordOfTheTenant() {
            parties.given()
                    .when(new RegisterParty(HELIOS, true, false, RHONE, CONTROLLER, NOW))
                    .then(new PartyRegistered(RHONE, CONTROLLER, HELIOS, NOW));
            parties.given()
                    .when(new RegisterParty(RHONE, true, false, RHONE, CONTROLLER, NOW))
                    .then(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW));
        }

        /** A controller sees and enters others, so nobody makes itself one. */
        @ParameterizedTest
        @EnumSource(names = {"CONTROLLER", "JOINT_CONTROLLER"})
        void isRefusedToWhoeverMakesItselfAController(PartyRole role) {
            PartyProfile said = profile("La Voix", role, PartyRole.PROCESSOR);
            parties.given()
                    .when(new RegisterParty(VOIX, false, false, VOIX, said, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_TENANTS_OWN);
            parties.given(new PartyRegistered(VOIX, CENTRE, VOIX, NOW))
                    .when(new AmendParty(VOIX, false, VOIX, said, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_TENANTS_OWN);
            parties.given(new PartyRegistered(VOIX, CENTRE, VOIX, NOW))
                    .when(new AmendParty(HELIOS, true, VOIX, said, NOW))
                    .then(new PartyAmended(VOIX, said, HELIOS, NOW));
        }

        @Test
        void ofAControllerThatIsThereIsRepeatedByTheTenantAndByItself() {
            var entered = new PartyRegistered(RHONE, CONTROLLER, HELIOS, NOW);
            parties.given(entered)
                    .when(new RegisterParty(RHONE, false, true, RHONE, CONTROLLER, NOW))
                    .then(new PartyAmended(RHONE, CONTROLLER, RHONE, NOW));
            parties.given(entered, new PartyAmended(RHONE, CONTROLLER, RHONE, NOW))
                    .when(new RegisterParty(RHONE, false, true, RHONE, CONTROLLER, NOW))
                    .thenNothing();
            parties.given(entered)
                    .when(new RegisterParty(HELIOS, true, false, RHONE, CONTROLLER, NOW))
                    .thenNothing();
            parties.given(entered)
                    .when(new RegisterParty(HELIOS, true, false, RHONE, JOINT, NOW))
                    .thenRejected(AgreementProblem.PARTY_EXISTS);
            parties.given(entered)
                    .when(new AmendParty(HELIOS, true, RHONE, JOINT, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }

        @Test
        void entersAProcessorOnTheWordOfAController() {
            parties.given()
                    .when(new RegisterParty(RHONE, false, true, VOIX, CENTRE, NOW))
                    .then(new PartyRegistered(VOIX, CENTRE, RHONE, NOW));
        }

        @Test
        void twiceChangesNothing() {
            parties.given(new PartyRegistered(VOIX, CENTRE, RHONE, NOW))
                    .when(new RegisterParty(RHONE, false, true, VOIX, CENTRE, NOW))
                    .thenNothing();
            parties.given(new PartyRegistered(VOIX, CENTRE, VOIX, NOW))
                    .when(new RegisterParty(VOIX, false, false, VOIX, CENTRE, NOW))
                    .thenNothing();
        }

        /** It has spoken: who entered it no longer speaks for it. */
        @Test
        void byItselfMakesTheEntryItsOwn() {
            var entered = new PartyRegistered(VOIX, CENTRE, RHONE, NOW);
            var confirmed = new PartyAmended(VOIX, CENTRE, VOIX, NOW);
            var said = profile("Autre SARL", PartyRole.PROCESSOR);
            parties.given(entered)
                    .when(new RegisterParty(VOIX, false, false, VOIX, CENTRE, NOW))
                    .then(confirmed);
            parties.given(entered, confirmed)
                    .when(new AmendParty(RHONE, false, VOIX, said, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_PARTY);
            parties.given(entered, new PartyAmended(VOIX, said, VOIX, NOW))
                    .when(new AmendParty(RHONE, false, VOIX, CENTRE, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_PARTY);
            parties.given(entered, new PartyAmended(VOIX, said, RHONE, NOW))
                    .when(new AmendParty(RHONE, false, VOIX, CENTRE, NOW))
                    .then(new PartyAmended(VOIX, CENTRE, RHONE, NOW));
        }

        @Test
        void isRefusedWhenTheRecordsSayOtherwise() {
            parties.given(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW))
                    .when(new RegisterParty(RHONE, false, true, RHONE, JOINT, NOW))
                    .thenRejected(AgreementProblem.PARTY_EXISTS);
        }

        @Test
        void isRefusedWhenAnotherSpeaksForAController() {
            parties.given()
                    .when(new RegisterParty(VOIX, false, false, RHONE, CONTROLLER, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }

        /** Else a refusal would tell a processor who else is in the records. */
        @Test
        void isRefusedToAProcessorThatEntersAnother() {
            for (List<PartyEvent> before :
                    List.of(
                            List.<PartyEvent>of(),
                            List.<PartyEvent>of(new PartyRegistered(STUDIO, CENTRE, RHONE, NOW)),
                            List.<PartyEvent>of(
                                    new PartyRegistered(STUDIO, CONTROLLER, STUDIO, NOW)))) {
                parties.given(before.toArray(PartyEvent[]::new))
                        .when(new RegisterParty(VOIX, false, false, STUDIO, CENTRE, NOW))
                        .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
            }
        }

        @Test
        void makesNoProcessorOfAControllerThatIsThere() {
            parties.given(new PartyRegistered(STUDIO, CONTROLLER, STUDIO, NOW))
                    .when(new RegisterParty(RHONE, false, true, STUDIO, CENTRE, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }

        @Test
        void isRefusedWithoutARole() {
            parties.given()
                    .when(new RegisterParty(VOIX, false, false, VOIX, profile("La Voix"), NOW))
                    .thenRejected(AgreementProblem.PARTY_INVALID);
        }
    }

    @Nested
    class Amending {

        @Test
        void saysSomethingElse() {
            parties.given(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW))
                    .when(new AmendParty(RHONE, false, RHONE, JOINT, NOW))
                    .then(new PartyAmended(RHONE, JOINT, RHONE, NOW));
        }

        @Test
        void toTheSameChangesNothing() {
            parties.given(
                            new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW),
                            new PartyAmended(RHONE, JOINT, RHONE, NOW))
                    .when(new AmendParty(RHONE, false, RHONE, JOINT, NOW))
                    .thenNothing();
        }

        @Test
        void isForTheProcessorItselfAndWhoEnteredIt() {
            var entered = new PartyRegistered(STUDIO, CENTRE, RHONE, NOW);
            var said = profile("Studio Voix SARL", PartyRole.PROCESSOR);
            parties.given(entered)
                    .when(new AmendParty(STUDIO, false, STUDIO, said, NOW))
                    .then(new PartyAmended(STUDIO, said, STUDIO, NOW));
            parties.given(entered)
                    .when(new AmendParty(RHONE, false, STUDIO, said, NOW))
                    .then(new PartyAmended(STUDIO, said, RHONE, NOW));
            parties.given(entered)
                    .when(new AmendParty(VOIX, false, STUDIO, said, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_PARTY);
        }

        @Test
        void isRefusedForWhomNobodyRegistered() {
            parties.given()
                    .when(new AmendParty(RHONE, false, STUDIO, CENTRE, NOW))
                    .thenRejected(AgreementProblem.PARTY_UNKNOWN);
        }

        /** The law by which data are kept follows it: the controller does not choose its law. */
        @Test
        void movesAControllerOnTheWordOfTheTenantAlone() {
            var entered = new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW);
            var abroad = CONTROLLER.in("US");
            parties.given(entered)
                    .when(new AmendParty(RHONE, false, RHONE, abroad, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_TENANTS_OWN);
            parties.given(entered)
                    .when(new AmendParty(RHONE, false, RHONE, CENTRE.in("US"), NOW))
                    .thenRejected(AgreementProblem.NOT_THE_TENANTS_OWN);
            parties.given(entered)
                    .when(new AmendParty(VOIX, false, RHONE, abroad, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
            parties.given(entered)
                    .when(new AmendParty(HELIOS, true, RHONE, abroad, NOW))
                    .then(new PartyAmended(RHONE, abroad, HELIOS, NOW));
            parties.given(entered)
                    .when(new AmendParty(RHONE, true, RHONE, JOINT.in("US"), NOW))
                    .then(new PartyAmended(RHONE, JOINT.in("US"), RHONE, NOW));
        }

        /** It says nothing else of a controller that is there. */
        @Test
        void movesAControllerAndChangesNothingElseOfIt() {
            var entered = new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW);
            parties.given(entered)
                    .when(new AmendParty(HELIOS, true, RHONE, JOINT.in("US"), NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
            parties.given(entered)
                    .when(new AmendParty(HELIOS, true, RHONE, CONTROLLER, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }

        /** A processor keeps nothing for itself. */
        @Test
        void movesAProcessorOnItsOwnWord() {
            var said = CENTRE.in("BE");
            parties.given(new PartyRegistered(VOIX, CENTRE, VOIX, NOW))
                    .when(new AmendParty(VOIX, false, VOIX, said, NOW))
                    .then(new PartyAmended(VOIX, said, VOIX, NOW));
            assertThat(said.moves(CENTRE)).isFalse();
            assertThat(JOINT.in("US").moves(CENTRE)).isTrue();
            assertThat(JOINT.moves(CENTRE)).isTrue(); // what it said before counted for nothing
            assertThat(CENTRE.moves(JOINT)).isFalse();
            assertThat(CENTRE.in("US").moves(JOINT)).isTrue();
            assertThat(CONTROLLER.moves(CONTROLLER)).isFalse();
        }

        @Test
        void makesNoProcessorOfAController() {
            parties.given(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW))
                    .when(new AmendParty(VOIX, false, RHONE, CENTRE, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }

        @Test
        void makesNoControllerOfAnother() {
            parties.given(new PartyRegistered(VOIX, CENTRE, RHONE, NOW))
                    .when(new AmendParty(RHONE, false, VOIX, CONTROLLER, NOW))
                    .thenRejected(AgreementProblem.NOT_THE_CONTROLLER);
        }
    }

    @Test
    void nobodyKnownDecidesOrProcessesAnything() {
        var unknown = Party.unknown();
        assertThat(unknown.decides()).isFalse();
        assertThat(unknown.processes()).isFalse();
        assertThat(unknown.unnamedCallers()).isEqualTo(UnnamedCallers.DENY);
        var controller = new Party.Registered(RHONE, CONTROLLER, RHONE);
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
