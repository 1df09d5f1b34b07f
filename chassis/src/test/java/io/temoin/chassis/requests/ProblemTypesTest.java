// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.ChassisProblem;
import java.util.Locale;
import org.junit.jupiter.api.Test;

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
