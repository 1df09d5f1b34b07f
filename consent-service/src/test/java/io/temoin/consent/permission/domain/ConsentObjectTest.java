// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Defect;
import io.temoin.consent.rules.domain.CallFact;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A consent is for one object (C. conso. R223-1), and permits calls about that alone. */
class ConsentObjectTest {

    private static final RulePack FRANCE = ForeignLawsTest.law("FR", NOW);
    private static final RulePack GERMANY = ForeignLawsTest.law("DE", NOW);

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "fibre, fibre, CONSENT_IN_FORCE, -",
                "fibre, home-insurance, CONSENT_SCOPE_MISMATCH, OTHER_OBJECT",
                "fibre, -, CONSENT_SCOPE_MISMATCH, OFFER_UNSTATED",
                "-, fibre, CONSENT_SCOPE_MISMATCH, OBJECT_UNSTATED",
                "-, -, CONSENT_SCOPE_MISMATCH, OFFER_UNSTATED"
            })
    void isMatchedAgainstWhatTheCallWouldOffer(
            @Nullable String object,
            @Nullable String offer,
            ReasonCode expected,
            @Nullable String cause) {
        var verdict = evaluate(FRANCE, offer, given(CONSENT, object, Examples.COLLECTED));

        assertThat(verdict.reasons()).extracting("code").containsExactly(expected);
        assertThat(verdict.reasons().getFirst().known().stream())
                .filteredOn(fact -> fact.name() == FactName.CAUSE)
                .extracting(Fact::value)
                .isEqualTo(cause == null ? List.of() : List.of(cause));
    }

    /** Where the law does not ask for one, who named one is still held to it. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "fibre, fibre, CONSENT_IN_FORCE",
                "fibre, home-insurance, CONSENT_SCOPE_MISMATCH",
                "fibre, -, CONSENT_IN_FORCE",
                "-, fibre, CONSENT_IN_FORCE",
                "-, -, CONSENT_IN_FORCE"
            })
    void bindsEverywhereWhereItWasNamed(
            @Nullable String object, @Nullable String offer, ReasonCode expected) {
        var verdict = evaluate(GERMANY, offer, given(CONSENT, object, Examples.COLLECTED));

        assertThat(verdict.reasons()).extracting("code").containsExactly(expected);
    }

    @Test
    void aLaterConsentToSomethingElseReplacesNone() {
        var first = given(CONSENT, "fibre", Examples.COLLECTED);
        var later = given(LATER_CONSENT, "mobile", Examples.COLLECTED.plusSeconds(60));

        assertThat(evaluate(FRANCE, "fibre", first, later).reasons())
                .extracting("code")
                .containsExactly(ReasonCode.CONSENT_IN_FORCE);
        assertThat(evaluate(FRANCE, "home-insurance", first, later)).isInstanceOf(Denied.class);
    }

    @Test
    void tellsWhichConsentACallRestsOnAndUntilWhen() {
        var verdict = evaluate(FRANCE, "fibre", given(CONSENT, "fibre", Examples.COLLECTED));

        assertThat(verdict.reasons().getFirst().known())
                .containsExactly(
                        Fact.of(FactName.CONSENT, CONSENT),
                        Fact.of(FactName.COLLECTED_AT, Examples.COLLECTED),
                        Fact.of(FactName.VALID_UNTIL, Instant.parse("2027-09-01T08:00:00Z")),
                        Fact.of(FactName.OBJECT, "fibre"));
    }

    /** Withdrawn is withdrawn, whatever it was about. */
    @Test
    void saysThatAConsentToSomethingElseWasWithdrawn() {
        var verdict =
                evaluate(
                        FRANCE,
                        "home-insurance",
                        given(CONSENT, "fibre", Examples.COLLECTED),
                        Examples.withdrawn(NOW.minusSeconds(60)));

        assertThat(verdict.reasons()).extracting("code").contains(ReasonCode.CONSENT_WITHDRAWN);
    }

    @Test
    void aFrenchConsentToBeCalledWithoutOneIsNone() {
        var events = decider.decide(giving(null, Purpose.PROSPECTING_CALL), nothing());

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ConsentRefused.class,
                        refused ->
                                assertThat(refused.defects())
                                        .extracting(Defect::pointer, Defect::code)
                                        .containsExactly(
                                                org.assertj.core.api.Assertions.tuple(
                                                        "/object", "object-missing")));
    }

    /** It is about the call itself. */
    @Test
    void aConsentToRecordingsNeedsNone() {
        assertThat(decider.decide(giving(null, Purpose.TRAINING), nothing()))
                .singleElement()
                .isInstanceOf(ConsentGiven.class);
    }

    @Test
    void isKeptWithTheConsent() {
        var events = decider.decide(giving("fibre", Purpose.PROSPECTING_CALL), nothing());

        assertThat(decider.replay(events).consents())
                .singleElement()
                .extracting(Consent::object)
                .isEqualTo("fibre");
    }

    /** A controller may want it stated whatever the law says. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, OFFER_UNSTATED", "fibre, CONSENT_IN_FORCE"})
    void mayBeWantedByTheController(@Nullable String offer, ReasonCode expected) {
        DecideCall asked = asking(GERMANY, offer);
        DecideCall wanted =
                Questions.askedFor(asked, new ControllerFacts("Rhône", List.of(CallFact.OFFER)));

        assertThat(
                        CallRules.evaluate(
                                        wanted,
                                        decider.replay(
                                                List.of(
                                                        given(
                                                                CONSENT,
                                                                "fibre",
                                                                Examples.COLLECTED))))
                                .reasons())
                .extracting("code")
                .containsExactly(expected);
    }

    private CallVerdict evaluate(
            RulePack law, @Nullable String offer, ContactPermissionEvent... past) {
        return CallRules.evaluate(asking(law, offer), decider.replay(List.of(past)));
    }

    private static DecideCall asking(RulePack law, @Nullable String offer) {
        return new DecideCall(
                Examples.DECISION,
                Examples.BY_VOIX,
                Examples.RHONE,
                Examples.SUBJECT,
                Purpose.PROSPECTING_CALL,
                null,
                Examples.circumstances(
                        IN_PARIS,
                        new StatedCall(
                                null,
                                null,
                                offer == null ? null : new CallGrounds(offer, null, null),
                                null,
                                null)),
                new CallLaw(List.of(law), ExampleLaws.RECORDING_IN_FRANCE),
                NOW);
    }

    private static ConsentGiven given(UUID id, @Nullable String object, Instant collectedAt) {
        ConsentGiven given =
                Examples.given(id, Examples.VOIX, collectedAt, Purpose.PROSPECTING_CALL);
        return GivenConsents.with(given, given.proof(), about(object));
    }

    private static GiveConsent giving(@Nullable String object, Purpose purpose) {
        GiveConsent giving = Examples.giving();
        return new GiveConsent(
                giving.consent(),
                giving.by(),
                giving.controller(),
                giving.processor(),
                giving.number(),
                Set.of(purpose),
                giving.proof(),
                about(object),
                giving.collectedAt(),
                giving.validFor(),
                null,
                FRANCE,
                giving.mandate(),
                giving.now());
    }

    private static ConsentParticulars about(@Nullable String object) {
        return new ConsentParticulars(
                "FR", null, null, null, null, null, null, null, null, null, null, List.of(), null,
                List.of(), object);
    }

    private ContactPermission nothing() {
        return ContactPermission.NOTHING_KNOWN;
    }
}
