// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_ENDED;
import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_INVALID;
import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_UNKNOWN;
import static io.temoin.consent.agreement.domain.AgreementProblem.NOT_THE_CONTROLLER;
import static io.temoin.consent.agreement.domain.Agreements.BEGIN;
import static io.temoin.consent.agreement.domain.Agreements.END;
import static io.temoin.consent.agreement.domain.Agreements.ID;
import static io.temoin.consent.agreement.domain.Agreements.INSTRUCTIONS;
import static io.temoin.consent.agreement.domain.Agreements.KNOWN;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.OTHER;
import static io.temoin.consent.agreement.domain.Agreements.RHONE;
import static io.temoin.consent.agreement.domain.Agreements.SIGNED;
import static io.temoin.consent.agreement.domain.Agreements.SIGNED_LATER;
import static io.temoin.consent.agreement.domain.Agreements.STUDIO;
import static io.temoin.consent.agreement.domain.Agreements.VOIX;
import static io.temoin.consent.agreement.domain.Agreements.WIDER;
import static io.temoin.consent.agreement.domain.Agreements.activated;
import static io.temoin.consent.agreement.domain.Agreements.after;
import static io.temoin.consent.agreement.domain.Agreements.amended;
import static io.temoin.consent.agreement.domain.Agreements.authorised;
import static io.temoin.consent.agreement.domain.Agreements.drafted;
import static io.temoin.consent.agreement.domain.Agreements.drafting;
import static io.temoin.consent.agreement.domain.Agreements.ended;
import static io.temoin.consent.agreement.domain.Agreements.instructions;
import static io.temoin.consent.agreement.domain.Agreements.objected;
import static io.temoin.consent.agreement.domain.Agreements.suspended;
import static io.temoin.consent.agreement.domain.Agreements.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temoin.consent.agreement.domain.AgreementCommand.Activate;
import io.temoin.consent.agreement.domain.AgreementCommand.Amend;
import io.temoin.consent.agreement.domain.AgreementCommand.DecideOnEngagement;
import io.temoin.consent.agreement.domain.AgreementCommand.Draft;
import io.temoin.consent.agreement.domain.AgreementCommand.Records;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgreementDeciderTest {

    private static final PartyId STRANGER = new PartyId("loire-assurance");

    private final DeciderSpecification<AgreementCommand, ProcessingAgreements, AgreementEvent>
            agreements = DeciderSpecification.of(new AgreementDecider());

    static Stream<Arguments> contradictions() {
        var none = new Instructions(List.of(), false, List.of(), List.of());
        var nothingSaid =
                new AgreementTerms(
                        "s",
                        "n",
                        List.of(),
                        List.of(),
                        BEGIN,
                        BEGIN,
                        "r",
                        List.of(),
                        AtEnd.RETURN,
                        null);
        return Stream.of(
                Arguments.of(
                        drafting(RHONE, terms(END, null), INSTRUCTIONS, List.of()),
                        List.of("/processor own-processor", "/processor party-unknown")),
                Arguments.of(
                        drafting(STRANGER, terms(END, null), INSTRUCTIONS, List.of()),
                        List.of("/processor party-unknown")),
                Arguments.of(
                        drafting().by(new Records(Map.of(), ProcessingAgreements.NONE)),
                        List.of("/controller party-unknown", "/processor party-unknown")),
                Arguments.of(
                        drafting(VOIX, nothingSaid, INSTRUCTIONS, List.of()),
                        List.of(
                                "/validUntil end-before-start",
                                "/dataTypes field-missing",
                                "/subjectCategories field-missing")),
                Arguments.of(
                        drafting(VOIX, terms(null, null), none, List.of()),
                        List.of(
                                "/instructions/purposes field-missing",
                                "/instructions/countries field-missing",
                                "/instructions/campaigns campaigns-contradictory")),
                Arguments.of(
                        drafting(
                                VOIX,
                                terms(END, null),
                                instructions(true, List.of("fibre"), Purpose.QUALITY),
                                List.of()),
                        List.of("/instructions/campaigns campaigns-contradictory")),
                Arguments.of(
                        drafting(
                                VOIX,
                                terms(END, null),
                                INSTRUCTIONS,
                                List.of(STUDIO, STRANGER, RHONE, VOIX)),
                        List.of(
                                "/subProcessors/1 party-unknown",
                                "/subProcessors/2 own-processor",
                                "/subProcessors/3 own-processor")),
                Arguments.of(
                        drafting(STUDIO, terms(END, VOIX), INSTRUCTIONS, List.of()),
                        List.of("/engagedBy sub-processor-not-authorised")));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void namesAllContradictionsAtOnce(Draft draft, List<String> expected) {
        var rejected =
                catchThrowableOfType(
                        Rejected.class,
                        () -> new AgreementDecider().decide(draft, ProcessingAgreements.NONE));
        assertThat(rejected.code()).isEqualTo(AGREEMENT_INVALID);
        assertThat(rejected.violations())
                .extracting(one -> one.pointer() + " " + one.code())
                .isEqualTo(expected);
    }

    @Nested
    class Drafting {

        @Test
        void setsOutAnAgreement() {
            agreements.given().when(drafting()).then(drafted());
        }

        @Test
        void isForTheControllerAlone() {
            var draft = drafting();
            agreements
                    .given()
                    .when(
                            new Draft(
                                    ID,
                                    VOIX,
                                    RHONE,
                                    VOIX,
                                    draft.terms(),
                                    draft.instructions(),
                                    List.of(),
                                    draft.records(),
                                    NOW))
                    .thenRejected(NOT_THE_CONTROLLER);
        }

        @Test
        void letsAnAuthorisedPartyBeEngaged() {
            var draft = drafting(STUDIO, terms(null, VOIX), INSTRUCTIONS, List.of());
            agreements
                    .given()
                    .when(draft.by(new Records(KNOWN, after(drafted(), authorised()))))
                    .then(drafted(ID, STUDIO, terms(null, VOIX), INSTRUCTIONS));
        }

        static Stream<ProcessingAgreements> notAuthorising() {
            return Stream.of(
                    after(drafted()),
                    after(drafted(), authorised(), objected()),
                    after(drafted(), authorised(), ended(NOW)),
                    after(drafted(ID, VOIX, terms(END, STRANGER), INSTRUCTIONS), authorised()));
        }

        @ParameterizedTest
        @MethodSource("notAuthorising")
        void letsNobodyElseBeEngaged(ProcessingAgreements engaging) {
            var draft = drafting(STUDIO, terms(null, VOIX), INSTRUCTIONS, List.of());
            agreements
                    .given()
                    .when(draft.by(new Records(KNOWN, engaging)))
                    .thenRejected(AGREEMENT_INVALID);
        }
    }

    @Nested
    class Activating {

        @Test
        void putsItIntoForceWithWhatWasSigned() {
            agreements.given(drafted()).when(activate(SIGNED)).then(activated());
        }

        @Test
        void needsWhatWasSigned() {
            agreements.given(drafted()).when(activate(null)).thenRejected(AGREEMENT_INVALID);
        }

        @Test
        void putsItIntoForceAgain() {
            agreements
                    .given(drafted(), activated(), suspended())
                    .when(activate(null))
                    .then(activated());
        }

        @Test
        void twiceChangesNothing() {
            agreements.given(drafted(), activated()).when(activate(SIGNED)).thenNothing();
            agreements.given(drafted(), activated()).when(activate(null)).thenNothing();
        }

        @Test
        void takesAnotherDocument() {
            agreements
                    .given(drafted(), activated())
                    .when(activate(SIGNED_LATER))
                    .then(
                            new AgreementEvent.AgreementActivated(
                                    ID, RHONE, VOIX, SIGNED_LATER, NOW));
        }

        @Test
        void isRefusedOfAnother() {
            agreements
                    .given(drafted())
                    .when(new Activate(OTHER, RHONE, RHONE, SIGNED, NOW))
                    .thenRejected(AGREEMENT_UNKNOWN);
        }

        @Test
        void isRefusedAfterTheEnd() {
            agreements
                    .given(drafted(), activated(), ended(NOW))
                    .when(activate(SIGNED))
                    .thenRejected(AGREEMENT_ENDED);
            agreements
                    .given(drafted())
                    .when(new Activate(ID, RHONE, RHONE, SIGNED, END))
                    .thenRejected(AGREEMENT_ENDED);
        }

        @Test
        void isForTheControllerAlone() {
            agreements
                    .given(drafted())
                    .when(new Activate(ID, VOIX, RHONE, SIGNED, NOW))
                    .thenRejected(NOT_THE_CONTROLLER);
        }

        private static Activate activate(@Nullable SignedDocument document) {
            return new Activate(ID, RHONE, RHONE, document, NOW);
        }
    }

    @Nested
    class Amending {

        @Test
        void givesTheNextVersion() {
            agreements
                    .given(drafted(), activated())
                    .when(amend(WIDER, SIGNED_LATER))
                    .then(amended(2, SIGNED_LATER));
            agreements.given(drafted()).when(amend(WIDER, null)).then(amended(2, null));
        }

        @Test
        void toTheSameChangesNothing() {
            agreements
                    .given(drafted(), activated(), amended(2, SIGNED_LATER))
                    .when(amend(WIDER, SIGNED_LATER))
                    .thenNothing();
        }

        @Test
        void countsUp() {
            assertThat(after(drafted(), amended(2, null)).all())
                    .extracting(ProcessingAgreement::version)
                    .containsExactly(2);
        }

        @Test
        void isDocumentedOnceTheAgreementIsSigned() {
            agreements
                    .given(drafted(), activated())
                    .when(amend(WIDER, null))
                    .thenRejected(AGREEMENT_INVALID);
        }

        @Test
        void isRefusedWhenItContradictsItself() {
            agreements
                    .given(drafted())
                    .when(amend(instructions(false, List.of(), Purpose.QUALITY), null))
                    .thenRejected(AGREEMENT_INVALID);
        }

        private static Amend amend(Instructions instructions, @Nullable SignedDocument document) {
            return new Amend(ID, RHONE, RHONE, instructions, document, NOW);
        }
    }

    @Nested
    class JudgingEngagements {

        @Test
        void authorises() {
            agreements.given(drafted()).when(decideOn(STUDIO, true)).then(authorised());
        }

        @Test
        void objectsAlsoLater() {
            agreements
                    .given(drafted(), activated(), authorised())
                    .when(decideOn(STUDIO, false))
                    .then(objected());
        }

        @Test
        void twiceChangesNothing() {
            agreements.given(drafted(), authorised()).when(decideOn(STUDIO, true)).thenNothing();
            agreements
                    .given(drafted(), authorised(), objected())
                    .when(decideOn(STUDIO, false))
                    .thenNothing();
        }

        @Test
        void authorisesNobodyUnknown() {
            agreements
                    .given(drafted())
                    .when(decideOn(STRANGER, true))
                    .thenRejected(AGREEMENT_INVALID);
        }

        private static DecideOnEngagement decideOn(PartyId party, boolean authorised) {
            return new DecideOnEngagement(
                    ID,
                    RHONE,
                    RHONE,
                    party,
                    KNOWN.getOrDefault(party, Party.unknown()),
                    authorised,
                    NOW);
        }
    }

    @Test
    void anotherAgreementIsLeftAsItIs() {
        var both =
                after(
                        drafted(),
                        drafted(OTHER, VOIX, terms(null, null), WIDER),
                        activated(OTHER, VOIX));
        assertThat(both.find(ID)).extracting("state").hasToString("DRAFTED");
        assertThat(both.find(OTHER)).extracting("state").hasToString("ACTIVE");
    }

    @Test
    void aHashIsOne() {
        assertThat(SignedDocument.isHash(SIGNED.sha256())).isTrue();
        assertThat(SignedDocument.isHash("9F")).isFalse();
    }
}
