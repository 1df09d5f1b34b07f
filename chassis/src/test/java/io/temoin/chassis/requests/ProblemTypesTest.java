// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.PersonalTexts;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTypesTest {

    private static final Problem PROBLEM =
            Problem.of(
                    ChassisProblem.CURSOR_INVALID.at("cursor", "The cursor is none of this list."),
                    "/v1/items",
                    "c-1");

    @Test
    void translatesAProblem() {
        Problem french = ProblemTypes.all().translate(PROBLEM, Locale.FRENCH);

        assertThat(french.title()).isEqualTo("Curseur invalide");
        assertThat(french.detail()).startsWith("Ce curseur ne provient pas de cette liste");
        assertThat(french)
                .usingRecursiveComparison()
                .ignoringFields("title", "detail")
                .isEqualTo(PROBLEM);
    }

    @Test
    void translatesWhatTheRequestAtHandIsRefusedFor() {
        Problem problem =
                Problem.of(
                        ChassisProblem.REQUEST_INVALID.at("limit", "limit must be a whole number."),
                        "/v1/items",
                        "c-1");

        Problem french = ProblemTypes.all().translate(problem, Locale.FRENCH);

        String reason = "Valeur attendue pour limit : un nombre entier.";
        assertThat(french.detail()).isEqualTo(reason);
        assertThat(french.violations())
                .containsExactly(new Violation("limit", "request-invalid", reason));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                boolean.class,
                int.class,
                double.class,
                String.class,
                UUID.class,
                Instant.class,
                List.class,
                Map.class,
                Object.class
            })
    void hasWordsForEveryKindOfValue(Class<?> type) {
        assertThat(ProblemTypes.all().sentence(UnreadableJson.kind(type), Locale.FRENCH))
                .as(UnreadableJson.kind(type))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"06 12 34 56 78", "someone@example.com"})
    void hasWordsForWhatLooksPersonal(String text) {
        String kind = PersonalTexts.kindOf(text);

        assertThat(kind).isNotNull();
        assertThat(ProblemTypes.all().sentence(kind, Locale.FRENCH)).as(kind).isNotNull();
    }

    @Test
    void saysWhatTheTypeMeansWhereTheSentenceIsNotKnown() {
        Problem problem = Problem.of("too-many-requests", 429, "Not one more.", "/v1/items", "c-1");

        assertThat(ProblemTypes.all().translate(problem, Locale.FRENCH).detail())
                .startsWith("Vous avez envoyé trop de requêtes.");
    }

    @Test
    void keepsWhatTheCodeSaysInEnglish() {
        Problem english = ProblemTypes.all().translate(PROBLEM, Locale.ENGLISH);

        assertThat(english.title()).isEqualTo("Invalid cursor");
        assertThat(english.detail()).isEqualTo(PROBLEM.detail());
    }

    @Test
    void leavesATypeWithoutTextsAsItIs() {
        Problem unknown = Problem.of("teapot", 418, "It is one.", "/v1/items", "c-1");

        assertThat(ProblemTypes.all().translate(unknown, Locale.FRENCH)).isEqualTo(unknown);
    }
}
