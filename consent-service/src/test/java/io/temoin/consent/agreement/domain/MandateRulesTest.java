// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.Agreements.BEGIN;
import static io.temoin.consent.agreement.domain.Agreements.END;
import static io.temoin.consent.agreement.domain.Agreements.ID;
import static io.temoin.consent.agreement.domain.Agreements.INSTRUCTIONS;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.OTHER;
import static io.temoin.consent.agreement.domain.Agreements.STUDIO;
import static io.temoin.consent.agreement.domain.Agreements.VOIX;
import static io.temoin.consent.agreement.domain.Agreements.WIDER;
import static io.temoin.consent.agreement.domain.Agreements.activated;
import static io.temoin.consent.agreement.domain.Agreements.after;
import static io.temoin.consent.agreement.domain.Agreements.amended;
import static io.temoin.consent.agreement.domain.Agreements.authorised;
import static io.temoin.consent.agreement.domain.Agreements.drafted;
import static io.temoin.consent.agreement.domain.Agreements.ended;
import static io.temoin.consent.agreement.domain.Agreements.instructions;
import static io.temoin.consent.agreement.domain.Agreements.objected;
import static io.temoin.consent.agreement.domain.Agreements.suspended;
import static io.temoin.consent.agreement.domain.Agreements.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.agreement.domain.Mandate.Finding;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MandateRulesTest {

    private static final long SEED = 20261124;
    private static final List<Purpose> PURPOSES = List.of(Purpose.values());
    private static final Assignment CALL =
            call(Purpose.PROSPECTING_CALL, "fibre-autumn", "FR", NOW);
    private static final ProcessingAgreements IN_FORCE = after(drafted(), activated());

    static Stream<Arguments> findings() {
        return Stream.of(
                Arguments.of(CALL, IN_FORCE, Finding.COVERED),
                Arguments.of(CALL, ProcessingAgreements.NONE, Finding.NO_AGREEMENT),
                Arguments.of(CALL, after(drafted()), Finding.NOT_IN_FORCE),
                Arguments.of(CALL, after(drafted(), activated(), suspended()), Finding.SUSPENDED),
                Arguments.of(CALL, after(drafted(), activated(), ended(NOW)), Finding.ENDED),
                Arguments.of(
                        CALL,
                        after(drafted(), activated(), ended(NOW.plusNanos(1))),
                        Finding.COVERED),
                Arguments.of(at(BEGIN.minusNanos(1)), IN_FORCE, Finding.NOT_YET),
                Arguments.of(at(BEGIN), IN_FORCE, Finding.COVERED),
                Arguments.of(at(END.minusNanos(1)), IN_FORCE, Finding.COVERED),
                Arguments.of(at(END), IN_FORCE, Finding.ENDED),
                Arguments.of(
                        call(Purpose.TRAINING, "fibre-autumn", "FR", NOW),
                        IN_FORCE,
                        Finding.PURPOSE),
                Arguments.of(
                        call(Purpose.PROSPECTING_CALL, "fibre-autumn", "BE", NOW),
                        IN_FORCE,
                        Finding.COUNTRY),
                Arguments.of(
                        Assignment.call(
                                Purpose.PROSPECTING_CALL, "fibre-autumn", List.of("FR", "BE"), NOW),
                        IN_FORCE,
                        Finding.COUNTRY),
                Arguments.of(
                        call(Purpose.PROSPECTING_CALL, "mobile-spring", "FR", NOW),
                        IN_FORCE,
                        Finding.CAMPAIGN),
                Arguments.of(
                        call(Purpose.PROSPECTING_CALL, null, "FR", NOW),
                        IN_FORCE,
                        Finding.CAMPAIGN),
                Arguments.of(
                        Assignment.collection(Set.of(Purpose.PROSPECTING_CALL), "FR", NOW),
                        IN_FORCE,
                        Finding.COVERED),
                Arguments.of(
                        Assignment.collection(
                                Set.of(Purpose.PROSPECTING_CALL, Purpose.TRAINING), "FR", NOW),
                        IN_FORCE,
                        Finding.PURPOSE),
                Arguments.of(
                        call(Purpose.PROSPECTING_CALL, null, "FR", NOW),
                        after(drafted(), activated(), amended(2, null)),
                        Finding.COVERED));
    }

    @ParameterizedTest
    @MethodSource("findings")
    void finds(Assignment assignment, ProcessingAgreements agreements, Finding finding) {
        assertThat(evaluate(assignment, agreements).finding()).isEqualTo(finding);
    }

    @Test
    void namesTheAgreementItsVersionAndItsEnd() {
        assertThat(evaluate(CALL, IN_FORCE))
                .isEqualTo(
                        new Mandate(
                                Finding.COVERED,
                                ID,
                                1,
                                List.of(Purpose.PROSPECTING_CALL, Purpose.QUALITY),
                                END,
                                UnnamedCallers.DENY));
        assertThat(evaluate(call(Purpose.TRAINING, null, "FR", NOW), IN_FORCE))
                .isEqualTo(
                        new Mandate(Finding.PURPOSE, ID, 1, List.of(), null, UnnamedCallers.DENY));
    }

    @Test
    void oneAgreementThatCoversItIsEnough() {
        var both =
                after(
                        drafted(),
                        activated(),
                        ended(NOW),
                        drafted(OTHER, VOIX, terms(null, null), WIDER),
                        activated(OTHER, VOIX));
        assertThat(evaluate(CALL, both)).extracting(Mandate::agreement).isEqualTo(OTHER);
    }

    @Test
    void twoThatCoverAPartEachDoNotMakeOne() {
        var both =
                after(
                        drafted(),
                        activated(),
                        drafted(
                                OTHER,
                                VOIX,
                                terms(null, null),
                                instructions(false, List.of("mobile"), Purpose.TRAINING)),
                        activated(OTHER, VOIX));
        assertThat(evaluate(call(Purpose.PROSPECTING_CALL, "mobile", "FR", NOW), both).allows())
                .isFalse();
    }

    static Stream<Arguments> engagements() {
        var studio = engaged(null, INSTRUCTIONS);
        return Stream.of(
                Arguments.of(studio, after(drafted(), activated(), authorised()), Finding.COVERED),
                Arguments.of(studio, after(drafted(), activated()), Finding.ENGAGEMENT),
                Arguments.of(
                        studio,
                        after(drafted(), activated(), authorised(), objected()),
                        Finding.ENGAGEMENT),
                Arguments.of(
                        studio,
                        after(drafted(), activated(), authorised(), suspended()),
                        Finding.ENGAGEMENT),
                Arguments.of(
                        studio,
                        after(drafted(), activated(), authorised(), ended(NOW)),
                        Finding.ENGAGEMENT),
                Arguments.of(studio, ProcessingAgreements.NONE, Finding.ENGAGEMENT),
                Arguments.of(
                        studio,
                        after(
                                drafted(ID, VOIX, terms(null, STUDIO), INSTRUCTIONS),
                                activated(),
                                authorised()),
                        Finding.ENGAGEMENT));
    }

    /** GDPR art. 28(4): the same duties, and never more than the processor above may do. */
    @ParameterizedTest
    @MethodSource("engagements")
    void anEngagedPartyNeedsTheOneAboveIt(
            ProcessingAgreements own, ProcessingAgreements above, Finding finding) {
        assertThat(
                        MandateRules.evaluate(CALL, own, Map.of(VOIX, above), UnnamedCallers.DENY)
                                .finding())
                .isEqualTo(finding);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(null, END, END),
                Arguments.of(END.minusSeconds(1), END, END.minusSeconds(1)),
                Arguments.of(END, null, END),
                Arguments.of(null, null, null));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anEngagedPartyMayDoWhatBothMay(
            @Nullable Instant own, @Nullable Instant above, @Nullable Instant until) {
        var mandate =
                MandateRules.evaluate(
                        CALL,
                        engaged(own, WIDER),
                        Map.of(
                                VOIX,
                                after(
                                        drafted(ID, VOIX, terms(above, null), INSTRUCTIONS),
                                        activated(),
                                        authorised())),
                        UnnamedCallers.REVIEW);
        assertThat(mandate.purposes()).containsExactly(Purpose.PROSPECTING_CALL);
        assertThat(mandate.until()).isEqualTo(until);
    }

    /** Whatever ends, rests or is objected to never allows more. */
    @Test
    void takingAwayNeverAllowsMore() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 2_000; round++) {
            var random = new Random(SEED + round);
            var assignment =
                    call(
                            PURPOSES.get(random.nextInt(PURPOSES.size())),
                            random.nextBoolean() ? "fibre-autumn" : null,
                            random.nextBoolean() ? "FR" : "BE",
                            BEGIN.plusSeconds(random.nextLong(-1_000_000, 40_000_000)));
            var before = after(drafted(), activated(), authorised());
            var less =
                    switch (random.nextInt(3)) {
                        case 0 -> after(drafted(), activated(), ended(NOW), authorised());
                        case 1 -> after(drafted(), activated(), suspended(), authorised());
                        default -> after(drafted());
                    };
            boolean covered = evaluate(assignment, before).allows();
            assertThat(covered || !evaluate(assignment, less).allows())
                    .as("seed %d: %s", SEED + round, assignment)
                    .isTrue();
        }
    }

    @Test
    void everyFindingHasItsWords() {
        assertThat(Stream.of(Finding.values()).map(Finding::detail)).doesNotContainNull();
    }

    private static ProcessingAgreements engaged(
            @Nullable Instant until, Instructions instructions) {
        return after(
                drafted(OTHER, STUDIO, terms(until, VOIX), instructions), activated(OTHER, STUDIO));
    }

    private static Mandate evaluate(Assignment assignment, ProcessingAgreements agreements) {
        return MandateRules.evaluate(assignment, agreements, Map.of(), UnnamedCallers.DENY);
    }

    private static Assignment at(Instant moment) {
        return call(Purpose.PROSPECTING_CALL, "fibre-autumn", "FR", moment);
    }

    private static Assignment call(
            Purpose purpose, @Nullable String campaign, String country, Instant at) {
        return Assignment.call(purpose, campaign, List.of(country), at);
    }
}
