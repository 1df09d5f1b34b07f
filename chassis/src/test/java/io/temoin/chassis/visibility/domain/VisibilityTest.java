// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final String RHONE = "rhone-telecom";
    private static final String LOIRE = "loire-assurance";
    private static final String VOIX = "voix-du-rhone";
    private static final String ATLAS = "atlas-contact";
    private static final String CALL = "PROSPECTING_CALL";
    private static final String AUTHOR = "actor-1";

    @Nested
    class Sees {

        @ParameterizedTest(name = "{0}, agreement {1}: {2}")
        @CsvSource({
            "rhone-telecom, none,      true",
            "voix-du-rhone, in force,  true",
            "voix-du-rhone, none,      false",
            "voix-du-rhone, elsewhere, false",
            "atlas-contact, in force,  false",
            "loire-assurance, none,    false",
            "loire-assurance, in force, false"
        })
        void whatTheOwnOrganisationDidWhileItIsInstructed(
                String organisation, String agreement, boolean seen) {
            List<Coverage> covered =
                    switch (agreement) {
                        case "in force" -> List.of(everyCampaign(RHONE, CALL));
                        case "elsewhere" -> List.of(everyCampaign(LOIRE, CALL));
                        default -> List.of();
                    };

            assertThat(of(organisation, covered).sees(callOfVoix())).isEqualTo(seen);
        }

        @Test
        void everythingOfTheTenantForItsOwnPeople() {
            assertThat(new Visibility("x", "helios", true, false, List.of()).sees(callOfVoix()))
                    .isTrue();
        }

        @Test
        void nothingThatTheAgreementDoesNotCover() {
            Visibility quality = of(VOIX, List.of(everyCampaign(RHONE, "QUALITY")));
            Visibility otherCampaign =
                    of(VOIX, List.of(new Coverage(RHONE, Set.of(CALL), false, Set.of("mobile"))));
            Visibility campaign =
                    of(VOIX, List.of(new Coverage(RHONE, Set.of(CALL), false, Set.of("fibre"))));

            assertThat(quality.sees(callOfVoix())).isFalse();
            assertThat(otherCampaign.sees(callOfVoix())).isFalse();
            assertThat(campaign.sees(callOfVoix())).isTrue();
            assertThat(campaign.sees(Ownership.ofCall(RHONE, VOIX, CALL, null, AUTHOR)))
                    .as("a call of no campaign")
                    .isFalse();
        }

        @Test
        void nothingThatIsCoveredInPart() {
            Ownership consent = Ownership.of(RHONE, Set.of(VOIX), Set.of(CALL, "TRAINING"), AUTHOR);

            assertThat(of(VOIX, List.of(everyCampaign(RHONE, CALL))).sees(consent)).isFalse();
            assertThat(
                            of(
                                            VOIX,
                                            List.of(
                                                    everyCampaign(RHONE, CALL),
                                                    everyCampaign(RHONE, "TRAINING")))
                                    .sees(consent))
                    .as("two agreements that cover a part each do not make one")
                    .isFalse();
            assertThat(of(VOIX, List.of(everyCampaign(RHONE, CALL, "TRAINING"))).sees(consent))
                    .isTrue();
        }

        @ParameterizedTest
        @CsvSource({"actor-1, true", "actor-2, false"})
        void ofAnAgentTheOwnActsOnly(String actor, boolean seen) {
            List<Coverage> covered = List.of(everyCampaign(RHONE, CALL));

            assertThat(new Visibility(actor, VOIX, false, true, covered).sees(callOfVoix()))
                    .isEqualTo(seen);
            assertThat(new Visibility(actor, RHONE, false, true, List.of()).sees(callOfVoix()))
                    .as("the controller's agents, too")
                    .isEqualTo(seen);
        }

        @Test
        void nothingOfAnotherPartyEvenWhereTheActorIsTheSame() {
            assertThat(new Visibility(AUTHOR, ATLAS, false, true, List.of()).sees(callOfVoix()))
                    .isFalse();
        }

        @Test
        void nothingWhoseAuthorIsUnknownForAnAgent() {
            assertThat(
                            new Visibility(AUTHOR, RHONE, false, true, List.of())
                                    .sees(Ownership.ofCall(RHONE, VOIX, CALL, "fibre", null)))
                    .isFalse();
        }
    }

    @Nested
    class WorksFor {

        @Test
        void itselfAndWhoeverHasAnAgreementInForce() {
            Visibility voix = of(VOIX, List.of(everyCampaign(RHONE, CALL)));

            assertThat(voix.worksFor(VOIX)).isTrue();
            assertThat(voix.worksFor(RHONE)).isTrue();
            assertThat(voix.worksFor(LOIRE)).isFalse();
            assertThat(new Visibility("x", "helios", true, false, List.of()).worksFor(LOIRE))
                    .isTrue();
        }
    }

    @Nested
    class InForce {

        @Test
        void isWhatIsSignedInsideItsDatesAndNotSuspended() {
            assertThat(inForce(agreement(VOIX, true, NOW, null, null)))
                    .as("from its first moment on")
                    .containsExactly(everyCampaign(RHONE, CALL, "QUALITY"));
            assertThat(inForce(agreement(VOIX, false, NOW, null, null))).isEmpty();
            assertThat(inForce(agreement(VOIX, true, NOW.plusMillis(1), null, null))).isEmpty();
            assertThat(inForce(agreement(VOIX, true, ago(1), NOW, null)))
                    .as("the end is exclusive")
                    .isEmpty();
            assertThat(inForce(agreement(VOIX, true, ago(1), NOW.plusMillis(1), null))).hasSize(1);
            assertThat(inForce(agreement(ATLAS, true, ago(1), null, null))).isEmpty();
        }

        @Test
        void ofAnEngagedProcessorIsNoMoreThanOfTheOneThatEngagesIt() {
            KnownAgreement own = agreement(VOIX, true, ago(1), null, ATLAS);

            assertThat(inForce(own)).as("without the other's").isEmpty();
            assertThat(inForce(own, over(ATLAS, true, null, Set.of(VOIX), true, Set.of())))
                    .containsExactly(everyCampaign(RHONE, CALL));
            assertThat(inForce(own, over(ATLAS, true, null, Set.of(VOIX), false, Set.of("fibre"))))
                    .containsExactly(new Coverage(RHONE, Set.of(CALL), false, Set.of("fibre")));
            assertThat(inForce(own, over(ATLAS, false, null, Set.of(VOIX), true, Set.of())))
                    .isEmpty();
            assertThat(inForce(own, over(ATLAS, true, null, Set.of(), true, Set.of()))).isEmpty();
            assertThat(inForce(own, over("centre-17", true, null, Set.of(VOIX), true, Set.of())))
                    .isEmpty();
            assertThat(inForce(own, over(ATLAS, true, VOIX, Set.of(VOIX), true, Set.of())))
                    .as("longer chains are not followed")
                    .isEmpty();
        }

        @Test
        void ofAnEngagedProcessorIsForTheSameControllerAndTheCampaignsOfBoth() {
            KnownAgreement own =
                    with(agreement(VOIX, true, ago(1), null, ATLAS), Set.of("fibre", "mobile"));
            KnownAgreement elsewhere =
                    new KnownAgreement(
                            UUID.randomUUID(),
                            LOIRE,
                            ATLAS,
                            true,
                            ago(1),
                            null,
                            null,
                            Set.of(CALL),
                            true,
                            Set.of(),
                            Set.of(VOIX));

            assertThat(inForce(own, elsewhere)).isEmpty();
            assertThat(inForce(own, over(ATLAS, true, null, Set.of(VOIX), true, Set.of())))
                    .containsExactly(
                            new Coverage(RHONE, Set.of(CALL), false, Set.of("fibre", "mobile")));
            assertThat(inForce(own, over(ATLAS, true, null, Set.of(VOIX), false, Set.of("fibre"))))
                    .containsExactly(new Coverage(RHONE, Set.of(CALL), false, Set.of("fibre")));
        }
    }

    private static List<Coverage> inForce(KnownAgreement... agreements) {
        return KnownAgreement.inForce(List.of(agreements), VOIX, NOW);
    }

    private static Instant ago(long days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static KnownAgreement agreement(
            String processor,
            boolean active,
            Instant from,
            @Nullable Instant end,
            @Nullable String engagedBy) {
        return new KnownAgreement(
                UUID.randomUUID(),
                RHONE,
                processor,
                active,
                from,
                end,
                engagedBy,
                Set.of(CALL, "QUALITY"),
                true,
                Set.of(),
                Set.of());
    }

    private static KnownAgreement with(KnownAgreement one, Set<String> campaigns) {
        return new KnownAgreement(
                one.id(),
                one.controller(),
                one.processor(),
                one.active(),
                one.validFrom(),
                one.endsAt(),
                one.engagedBy(),
                one.purposes(),
                false,
                campaigns,
                one.subProcessors());
    }

    private static KnownAgreement over(
            String processor,
            boolean active,
            @Nullable String engagedBy,
            Set<String> subProcessors,
            boolean allCampaigns,
            Set<String> campaigns) {
        return new KnownAgreement(
                UUID.randomUUID(),
                RHONE,
                processor,
                active,
                ago(1),
                null,
                engagedBy,
                Set.of(CALL),
                allCampaigns,
                campaigns,
                subProcessors);
    }

    private static Visibility of(String organisation, List<Coverage> covered) {
        return new Visibility("actor-9", organisation, false, false, covered);
    }

    private static Coverage everyCampaign(String controller, String... purposes) {
        return new Coverage(controller, Set.of(purposes), true, Set.of());
    }

    private static Ownership callOfVoix() {
        return Ownership.ofCall(RHONE, VOIX, CALL, "fibre", AUTHOR);
    }
}
