// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @Test
    void aTagOfAVersionNamesThatVersion() {
        assertThat(EntityTags.of(12)).isEqualTo("\"12\"");
        assertThat(EntityTags.required(EntityTags.of(12))).containsExactly(12L);
        assertThat(EntityTags.required(" \"1\", \"3\",\"2\" ")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aStarNamesAnyVersion() {
        assertThat(EntityTags.required("*")).isNull();
        assertThat(EntityTags.optional("*")).isNull();
        assertThat(EntityTags.optional(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "W/\"3\"",
                "\"0\"",
                "\"03\"",
                "\"-1\"",
                "\"\"",
                "\"9999999999999999999\"",
                "\"a,3\"",
                "\"x\", W/\"3\""
            })
    void aTagThatIsNoneOfOursIsOfNoVersion(String ifMatch) {
        assertThat(EntityTags.required(ifMatch)).isEmpty();
        assertThat(EntityTags.optional(ifMatch)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "3",
                "\"3",
                "\"3\" \"4\"",
                "\"3\",",
                "*, \"3\"",
                "w/\"3\"",
                "\"a b\"",
                "\"\u00e9\""
            })
    void whatIsNoListOfTagsIsRefused(String ifMatch) {
        assertThatThrownBy(() -> EntityTags.required(ifMatch))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ChassisProblem.HEADER_INVALID);
                            assertThat(refusal.violations().getFirst().pointer())
                                    .isEqualTo("If-Match");
                        });
    }

    @Test
    void aListWithoutEndIsRefused() {
        assertThatThrownBy(() -> EntityTags.optional("\"1\",".repeat(400) + "\"1\""))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void aChangeThatNamesNoVersionIsRefusedWhereOneIsNeeded() {
        assertThatThrownBy(() -> EntityTags.required(null))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ChassisProblem.IF_MATCH_MISSING);
                            assertThat(Problem.of(refusal, "/", "c").status()).isEqualTo(428);
                        });
    }

    @Test
    void aChangeOfAnotherVersionIsAFailedPrecondition() {
        Rejected.Code stale =
                new Rejected.Code() {
                    @Override
                    public String name() {
                        return "THING_STALE";
                    }

                    @Override
                    public Rejected.Kind kind() {
                        return Rejected.Kind.STALE;
                    }
                };

        assertThat(Problem.of(new Rejected(stale, ""), "/", "c").status()).isEqualTo(412);
    }
}
