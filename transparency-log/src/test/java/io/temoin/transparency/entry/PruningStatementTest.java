// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PruningStatementTest {

    private static final long SEED = 90;

    private static final String TEXT =
            """
            log.example/v1/logs/3f1c
            pruned
            size 70000
            root AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            until 2026-07-01T00:00:00Z
            kept P12M
            at 2027-07-01T00:10:00Z
            """;

    private static final PruningStatement STATEMENT =
            new PruningStatement(
                    "log.example/v1/logs/3f1c",
                    new TreeHead(70_000, Hash.of(new byte[32])),
                    Instant.parse("2026-07-01T00:00:00Z"),
                    Period.ofMonths(12),
                    Instant.parse("2027-07-01T00:10:00Z"));

    @Test
    void isReadAsItIsWritten() {
        assertThat(STATEMENT.text()).isEqualTo(TEXT);
        assertThat(PruningStatement.parse(TEXT)).isEqualTo(STATEMENT);
    }

    @Test
    void hasOneText() {
        Mutations.refusedOrTheSame(
                TEXT.getBytes(StandardCharsets.UTF_8),
                SEED,
                5_000,
                bytes ->
                        PruningStatement.parse(StrictText.utf8(bytes, "It"))
                                .text()
                                .getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "until 2026-07-01T00:00:00Z|until 2026-07-01T00:00:00.000Z",
                "until 2026-07-01T00:00:00Z|until 2026-07-01",
                "until 2026-07-01T00:00:00Z|at 2026-07-01T00:00:00Z",
                "kept P12M|kept P012M",
                "kept P12M|kept a year",
                "kept P12M|kept P-12M",
                "kept P12M|kept P0D",
                "size 70000|size 070000",
                "pruned|kept"
            })
    void refusesAnythingElse(String change) {
        String[] parts = change.split("\\|", 2);
        String changed = TEXT.replace(parts[0], parts[1]);

        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> PruningStatement.parse(changed));
    }

    /** Whoever signs one has not signed the other. */
    @Test
    void isNoCheckpoint() {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Checkpoint.parse(TEXT));
        String checkpoint = new Checkpoint(STATEMENT.origin(), STATEMENT.head()).text();
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> PruningStatement.parse(checkpoint));
    }

    @Test
    void aLogIsOverWhenItsLastEntryIs() {
        assertThat(STATEMENT.over()).isEqualTo("2027-07-01T00:00:00Z");
        assertThatCode(STATEMENT::requireOver).doesNotThrowAnyException();
    }

    /** What a period promises and what the law asks for, each to the moment. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    P12M | 2027-06-30T23:59:59Z | The log was pruned at 2027-06-30T23:59:59Z, but according to its own statement its last entries had to be kept (P12M) until 2027-07-01T00:00:00Z.
                    P12M | 2026-12-31T23:59:59Z | The log was pruned at 2026-12-31T23:59:59Z, but its last entries had to be kept until 2027-01-01T00:00:00Z: an audit trail must be kept for at least six months.
                    P1M  | 2026-08-02T00:00:00Z | The log was pruned at 2026-08-02T00:00:00Z, but its last entries had to be kept until 2027-01-01T00:00:00Z: an audit trail must be kept for at least six months.
                    """)
    void aLogThatIsNotOverIsRefused(Period kept, Instant at, String sentence) {
        PruningStatement early =
                new PruningStatement(
                        STATEMENT.origin(), STATEMENT.head(), STATEMENT.until(), kept, at);

        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(early::requireOver)
                .withMessage(sentence);
    }

    @Test
    void refusesTimesBeyondTheCalendar() {
        PruningStatement strange =
                new PruningStatement(
                        STATEMENT.origin(),
                        STATEMENT.head(),
                        Instant.MAX,
                        STATEMENT.kept(),
                        Instant.MAX);

        assertThatExceptionOfType(Untrusted.class).isThrownBy(strange::requireOver);
    }
}
