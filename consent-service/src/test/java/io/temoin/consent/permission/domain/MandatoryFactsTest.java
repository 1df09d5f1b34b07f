// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.agreement.domain.PartyRole;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CallFact;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Sector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A controller may want facts stated that the law only looks at when they are. */
class MandatoryFactsTest {

    private static final String SHOWN = "+33142681234";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SECTOR CALLER_ID, -, -, SECTOR_UNSTATED CALLER_ID_UNSTATED",
                "SECTOR CALLER_ID, OTHER, -, CALLER_ID_UNSTATED",
                "SECTOR CALLER_ID, -, +33142681234, SECTOR_UNSTATED",
                "SECTOR CALLER_ID, OTHER, +33142681234, CONSENT_IN_FORCE",
                "SECTOR, RENEWABLES, -, SECTOR_BAN",
                "SECTOR, -, -, SECTOR_UNSTATED",
                "CALLER_ID, -, -, CALLER_ID_UNSTATED",
                "-, -, -, CONSENT_IN_FORCE"
            })
    void deniesWhereOneIsNotStated(
            @Nullable String wanted,
            @Nullable Sector sector,
            @Nullable String shown,
            String expected) {
        DecideCall call =
                Questions.askedFor(call(sector, shown), ControllerFacts.of(wanting(wanted)));

        assertThat(codes(call, given())).containsExactly(expected.split(" ", -1));
    }

    @Test
    void areWantedByNobodyWhoIsNotRegistered() {
        assertThat(codes(Questions.askedFor(call(null, null), null), given()))
                .containsExactly("CONSENT_IN_FORCE");
    }

    @Test
    void areToldBesidesWhatElseIsAgainstTheCall() {
        assertThat(
                        codes(
                                Questions.askedFor(
                                        call(null, null), ControllerFacts.of(wanting("SECTOR"))),
                                objected(NOW)))
                .containsExactly("MARKETING_OBJECTION", "SECTOR_UNSTATED", "NO_CONSENT");
    }

    /** A call that sells nothing has no sector, and shows a number all the same. */
    @Test
    void ofACallThatSellsNothingIsTheNumberShown() {
        DecideCall asked =
                Questions.askedFor(
                        call(null, null), ControllerFacts.of(wanting("SECTOR CALLER_ID")));
        DecideCall serving =
                new DecideCall(
                        asked.decision(),
                        asked.by(),
                        asked.controller(),
                        asked.subject(),
                        Purpose.CUSTOMER_SERVICE,
                        null,
                        asked.circumstances(),
                        asked.law(),
                        asked.now());

        assertThat(codes(serving)).containsExactly("CALLER_ID_UNSTATED");
    }

    @Test
    void areKeptWithTheDecision() {
        DecideCall call =
                Questions.askedFor(call(null, SHOWN), ControllerFacts.of(wanting("SECTOR")));
        var decider = new ContactPermissionDecider();

        var decided =
                (ContactPermissionEvent.CallDecided)
                        decider.decide(call, decider.replay(List.of(given()))).getFirst();

        assertThat(decided.circumstances())
                .isNotNull()
                .extracting(kept -> kept.lookups().controllerFacts())
                .isEqualTo(new ControllerFacts("Rhône Télécom SA", List.of(CallFact.SECTOR)));
    }

    private static DecideCall call(@Nullable Sector sector, @Nullable String shown) {
        return asking(
                List.of(ExampleLaws.FR_2026),
                IN_PARIS,
                sector,
                shown == null ? null : new CallerId(shown, false),
                NOW);
    }

    private static PartyProfile wanting(@Nullable String facts) {
        return new PartyProfile(
                "Rhône Télécom SA",
                List.of(PartyRole.CONTROLLER),
                "FR",
                new FunctionContact("contact@rhone-telecom.example", null, null),
                null,
                null,
                UnnamedCallers.REVIEW,
                null,
                facts == null
                        ? List.of()
                        : List.of(facts.split(" ", -1)).stream().map(CallFact::valueOf).toList());
    }

    private static List<String> codes(DecideCall call, ContactPermissionEvent... past) {
        return CallRules.evaluate(call, new ContactPermissionDecider().replay(List.of(past)))
                .reasons()
                .stream()
                .map(reason -> reason.code().name())
                .toList();
    }
}
