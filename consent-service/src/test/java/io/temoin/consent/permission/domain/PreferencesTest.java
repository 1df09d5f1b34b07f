// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ContactWay.POST;
import static io.temoin.consent.permission.domain.ContactWay.SMS;
import static io.temoin.consent.permission.domain.ContactWay.VOICE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.STATEMENT;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.wishing;
import static io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue.REFUSED;
import static io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue.UNSTATED;
import static io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue.WELCOME;
import static io.temoin.consent.permission.domain.Wishes.choice;
import static io.temoin.consent.permission.domain.Wishes.lunch;
import static io.temoin.consent.permission.domain.Wishes.span;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.PreferenceChoice.Cell;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.permission.domain.Preferences.Refusal.Refused;
import io.temoin.consent.permission.domain.QuietHours.Span;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link StatePreferences}, and what it means for calls. */
class PreferencesTest {

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Test
    void areRecordedAsTheyWereStated() {
        var said = wishing(NOW);
        permission
                .given()
                .when(said)
                .then(
                        new PreferencesStated(
                                STATEMENT,
                                RHONE,
                                SUBJECT,
                                Channel.VOICE,
                                VOIX,
                                said.choices(),
                                said.quietHours(),
                                said.reachBy(),
                                NOW,
                                NOW));
    }

    @Test
    void areRefusedForAControllerTheCallerDoesNotActFor() {
        permission
                .given()
                .when(
                        new StatePreferences(
                                STATEMENT,
                                BY_STRANGER,
                                RHONE,
                                SUBJECT,
                                Channel.VOICE,
                                List.of(),
                                QuietHours.NONE,
                                null,
                                NOW,
                                Examples.MANDATE,
                                NOW))
                .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
    }

    @Test
    void areRefusedWhenStatedInTheFuture() {
        permission
                .given()
                .when(wishing(NOW.plusSeconds(6)))
                .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
    }

    static Stream<Arguments> contradictions() {
        var refused = choice(null, REFUSED);
        var welcome = choice(null, WELCOME);
        List<Span> many = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            many.add(span("12:00", "13:00"));
        }
        return Stream.of(
                Arguments.of(List.of(), null, null, "/stated nothing-stated"),
                Arguments.of(
                        List.of(refused, welcome), null, null, "/stated/choices/1 stated-twice"),
                Arguments.of(
                        List.of(refused, refused), null, null, "/stated/choices/1 stated-twice"),
                Arguments.of(
                        List.of(welcome),
                        null,
                        List.of(POST),
                        "/stated/choices/0/wish contradictory"),
                Arguments.of(
                        List.of(),
                        new QuietHours(List.of(span("12:00", "12:00")), null),
                        null,
                        "/stated/quietHours/spans/0/to span-empty"),
                Arguments.of(
                        List.of(),
                        new QuietHours(many, null),
                        null,
                        "/stated/quietHours/spans too-many"),
                Arguments.of(
                        List.of(),
                        null,
                        List.of(POST, SMS, POST),
                        "/stated/reachBy/2 stated-twice"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("contradictions")
    void areRefusedWhenTheyContradictThemselves(
            List<PreferenceChoice> choices,
            @Nullable QuietHours quiet,
            @Nullable List<ContactWay> ways,
            String violation) {
        var rejected =
                catchThrowableOfType(
                        Rejected.class,
                        () ->
                                decider.decide(
                                        wishing(choices, quiet, ways, NOW),
                                        ContactPermission.NOTHING_KNOWN));

        assertThat(rejected.code()).isEqualTo(ConsentProblem.PREFERENCES_CONTRADICTORY);
        assertThat(rejected.violations())
                .extracting(found -> found.pointer() + " " + found.code())
                .containsExactly(violation);
    }

    @Test
    void agreeWithEachOtherWhenTheWelcomeWayIsAmongTheOnlyOnes() {
        var said = wishing(List.of(choice(null, WELCOME)), null, List.of(VOICE), NOW);

        assertThat(decider.decide(said, ContactPermission.NOTHING_KNOWN)).hasSize(1);
    }

    @Test
    void areMergedPartByPart() {
        var held =
                held(
                        wishing(List.of(choice("a", REFUSED)), null, List.of(VOICE), NOW),
                        wishing(List.of(choice("b", REFUSED)), lunch(), null, NOW.plusSeconds(1)));

        assertThat(held.choices()).hasSize(2);
        assertThat(held.quiet()).isEqualTo(lunch());
        assertThat(held.ways()).containsExactly(VOICE);
    }

    @Test
    void aLateStatementDoesNotUndoANewerOne() {
        var held =
                held(
                        wishing(List.of(choice(null, REFUSED)), lunch(), List.of(POST), NOW),
                        wishing(
                                List.of(choice(null, WELCOME)),
                                QuietHours.NONE,
                                List.of(),
                                NOW.minusSeconds(60)));

        assertThat(held.refusal(PROSPECTING_CALL, VOICE, null)).isNotNull();
        assertThat(held.quiet()).isEqualTo(lunch());
        assertThat(held.ways()).containsExactly(POST);
    }

    @Test
    void ofTwoStatementsOfOneMomentTheLastCounts() {
        assertThat(
                        held(
                                        wishing(List.of(choice(null, REFUSED)), null, null, NOW),
                                        wishing(List.of(choice(null, UNSTATED)), null, null, NOW))
                                .refusal(PROSPECTING_CALL, VOICE, null))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // every brand, brand a, asked for, refused
        "REFUSED,,a,true",
        "REFUSED,WELCOME,a,false",
        "REFUSED,UNSTATED,a,true",
        "REFUSED,WELCOME,b,true",
        "REFUSED,WELCOME,,true",
        "WELCOME,REFUSED,a,true",
        "WELCOME,REFUSED,b,false",
        "WELCOME,REFUSED,,true", // it could be about the refused one
        ",REFUSED,b,false",
        "WELCOME,WELCOME,,false"
    })
    void aBrandsOwnChoiceGoesBeforeTheOneForAll(
            @Nullable PreferenceValue every,
            @Nullable PreferenceValue own,
            @Nullable String asked,
            boolean refused) {
        List<PreferenceChoice> choices = new ArrayList<>();
        if (every != null) {
            choices.add(choice(null, every));
        }
        if (own != null) {
            choices.add(choice("a", own));
        }
        // Of other purposes and ways nothing follows
        choices.add(new PreferenceChoice(PROSPECTING_CALL, SMS, null, REFUSED));
        choices.add(
                new PreferenceChoice(
                        io.temoin.consent.rules.domain.Purpose.QUALITY, VOICE, null, REFUSED));

        var refusal =
                held(wishing(choices, null, null, NOW)).refusal(PROSPECTING_CALL, VOICE, asked);

        assertThat(refusal != null).isEqualTo(refused);
    }

    @Test
    void theWishThatWasStatedFirstIsTheOneThatIsTold() {
        var held =
                held(
                        wishing(
                                List.of(choice("b", REFUSED), choice("a", REFUSED)),
                                null,
                                null,
                                NOW),
                        wishing(
                                List.of(choice(null, REFUSED)),
                                null,
                                List.of(POST),
                                NOW.plusSeconds(1)),
                        wishing(List.of(), null, List.of(), NOW.plusSeconds(2)));

        assertThat(held.refusal(PROSPECTING_CALL, VOICE, null))
                .isEqualTo(new Refused(new Cell(PROSPECTING_CALL, VOICE, "a"), NOW));
        assertThat(held.refusal(PROSPECTING_CALL, VOICE, "c"))
                .isEqualTo(
                        new Refused(new Cell(PROSPECTING_CALL, VOICE, null), NOW.plusSeconds(1)));
    }

    private Preferences held(StatePreferences... said) {
        List<ContactPermissionEvent> events = new ArrayList<>();
        for (StatePreferences one : said) {
            events.addAll(
                    decider.decide(
                            new StatePreferences(
                                    one.statement(),
                                    one.by(),
                                    one.controller(),
                                    one.subject(),
                                    one.channel(),
                                    one.choices(),
                                    one.quietHours(),
                                    one.reachBy(),
                                    one.statedAt(),
                                    one.mandate(),
                                    NOW.plusSeconds(10)),
                            ContactPermission.NOTHING_KNOWN));
        }
        return decider.replay(events).preferences();
    }
}
