// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Untrusted;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryPruningStatementTest {

    private static final String TEXT =
            """
            log.example/3f1c
            forgotten
            entries 1204
            before 2025-11-27T00:00:00Z
            kept P12M
            at 2026-11-27T00:10:00Z
            """;

    @Test
    void hasOneText() {
        EntryPruningStatement statement =
                new EntryPruningStatement(
                        "log.example/3f1c",
                        1204,
                        Instant.parse("2025-11-27T00:00:00Z"),
                        Period.ofMonths(12),
                        Instant.parse("2026-11-27T00:10:00Z"));

        assertThat(statement.text()).isEqualTo(TEXT);
        assertThat(EntryPruningStatement.parse(TEXT)).isEqualTo(statement);
    }

    @Test
    void isOfNothingThatHadToBeKept() {
        for (String young :
                List.of(
                        TEXT.replace("at 2026-11-27T00:10:00Z", "at 2026-11-26T23:59:59Z"),
                        TEXT.replace("kept P12M", "kept P13M"),
                        TEXT.replace("kept P12M", "kept P5M")
                                .replace("at 2026-11-27", "at 2026-05-20"),
                        TEXT.replace("kept P12M", "kept P999999999Y"))) {
            refused(young);
        }
    }

    @Test
    void refusesWhatIsNoStatement() {
        for (String wrong :
                List.of(
                        "",
                        TEXT.replace("forgotten", "pruned"),
                        TEXT.replace("entries 1204", "entries 01204"),
                        TEXT.replace("entries 1204", "size 1204"),
                        TEXT.replace("before 2025-11-27T00:00:00Z", "before 2025-11-27T00:00Z"),
                        TEXT.replace("before 2025-11-27T00:00:00Z", "before never"),
                        TEXT.replace("kept P12M", "kept long"),
                        TEXT.replace("kept P12M", "kept P0D"),
                        TEXT.replace("kept P12M", "kept P-12M"),
                        TEXT.replace("log.example/3f1c", ""),
                        TEXT + "more\n")) {
            refused(wrong);
        }
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                new EntryPruningStatement(
                                        "two\nlines",
                                        1,
                                        Instant.EPOCH,
                                        Period.ofMonths(12),
                                        Instant.parse("2026-11-27T00:10:00Z")));
    }

    private static void refused(String text) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> EntryPruningStatement.parse(text))
                .withMessageEndingWith(".");
    }
}
