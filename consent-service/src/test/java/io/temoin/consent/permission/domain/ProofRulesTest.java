// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the proof of what a call rests on is kept. */
class ProofRulesTest {

    private static final Instant TUESDAY = Instant.parse("2026-11-24T09:30:00Z");

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    /** UWG §7a(2), 16 CFR 310.5: from each use. R223-2: from the collection, whatever follows. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "DE, 2026-11-24T09:30:00Z, 2031-11-24T09:30:00Z",
                "DE, 2026-12-01T09:30:00Z, 2031-12-01T09:30:00Z",
                "US, 2026-11-24T15:30:00Z, 2031-11-24T15:30:00Z",
                "NL, 2026-11-24T09:30:00Z, -"
            })
    void eachUseCountsAnewWhereTheLawSaysSo(
            String country, Instant used, @Nullable Instant keptUntil) {
        CallDecided decided = decide(List.of(law(country)), null, null, used, given());

        assertThat(decided.verdict()).isEqualTo(Verdict.ALLOW);
        if (keptUntil == null) {
            assertThat(decided.proofs()).isNull();
        } else {
            assertThat(decided.proofs())
                    .singleElement()
                    .satisfies(
                            proof -> {
                                assertThat(proof.kind()).isEqualTo(RequiredProof.Kind.CONSENT);
                                assertThat(proof.consent()).isEqualTo(CONSENT);
                                assertThat(proof.keptUntil()).isEqualTo(keptUntil);
                            });
        }
    }

    @Test
    void aRefusalIsNoUse() {
        CallDecided denied =
                decide(
                        List.of(law("DE")),
                        null,
                        null,
                        Instant.parse("2026-11-24T22:00:00Z"),
                        given());

        assertThat(denied.verdict()).isEqualTo(Verdict.DENY);
        assertThat(denied.proofs()).isNull();
    }

    /** Where two laws count, the proof is kept for as long as the longer one asks. */
    @Test
    void theLongerOfTwoLawsCounts() {
        RulePack german = law("DE");
        RulePack american = law("US");
        Instant afternoon = Instant.parse("2026-11-24T15:30:00Z");

        CallDecided decided = decide(List.of(german, american), null, null, afternoon, given());

        assertThat(decided.proofs())
                .singleElement()
                .extracting(RequiredProof::keptUntil)
                .isEqualTo(Instant.parse("2031-11-24T15:30:00Z"));
    }

    /** C. conso. R223-4: three years from the request. */
    @Test
    void theProofOfARequestIsKept() {
        Instant asked = Instant.parse("2026-11-23T10:00:00Z");
        CallGrounds grounds =
                new CallGrounds(
                        "heat-pump", null, new InformationRequest("form-17", "heat-pump", asked));

        CallDecided decided = decide(List.of(law("FR")), Sector.HOME_ADAPTATION, grounds, TUESDAY);

        assertThat(decided.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decided.proofs())
                .containsExactly(
                        new RequiredProof(
                                RequiredProof.Kind.INFO_REQUEST,
                                null,
                                "form-17",
                                Instant.parse("2029-11-23T10:00:00Z"),
                                "C. conso. R223-4"));
    }

    private CallDecided decide(
            List<RulePack> laws,
            @Nullable Sector sector,
            @Nullable CallGrounds grounds,
            Instant now,
            ContactPermissionEvent... past) {
        DecideCall call =
                new DecideCall(
                        Examples.DECISION,
                        Examples.BY_VOIX,
                        Examples.RHONE,
                        Examples.SUBJECT,
                        Purpose.PROSPECTING_CALL,
                        null,
                        Examples.circumstances(
                                IN_PARIS, new StatedCall(sector, null, grounds, null, null)),
                        new CallLaw(laws, ExampleLaws.RECORDING_IN_FRANCE),
                        now);
        return (CallDecided) decider.decide(call, decider.replay(List.of(past))).getFirst();
    }

    private static RulePack law(String country) {
        return ForeignLawsTest.screened(ForeignLawsTest.law(country, TUESDAY));
    }
}
