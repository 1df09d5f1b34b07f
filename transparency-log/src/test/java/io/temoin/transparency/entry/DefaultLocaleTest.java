// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.CasePage.Row;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is signed, hashed or compared is the same where numbers are written with other digits. */
class DefaultLocaleTest {

    private static final Instant AT = Instant.parse("2026-11-27T00:10:00Z");

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void setLocaleWithOtherDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        assertThat("%d".formatted(12)).isNotEqualTo("12");
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @Test
    void namesFilesInAsciiDigits() {
        assertThat(BundleManifest.disclosures(12)).isEqualTo("entries/0012.disclosures");
        assertThat(BundleManifest.proof(12)).isEqualTo("entries/0012.tlog-proof");
    }

    @ParameterizedTest
    @EnumSource
    void numbersEntriesOfThePageInAsciiDigits(BundleLanguage language) {
        Row row = new Row(Map.of("service", "\"audit\""), Map.of());

        assertThat(CasePage.in(language).html(AT, List.of(row, row)))
                .contains("<p>2 ")
                .contains("<th scope=\"row\">0001</th>");
    }

    @Test
    void writesStatementsInAsciiDigits() {
        Instant until = Instant.parse("2025-11-27T00:00:00Z");
        assertThat(
                        new EntryPruningStatement(
                                        "log.example", 1204, until, Period.ofMonths(12), AT)
                                .text())
                .contains("\nentries 1204\n");
        assertThat(
                        new PruningStatement(
                                        "log.example",
                                        new TreeHead(70_000, Hash.of(new byte[32])),
                                        until,
                                        Period.ofMonths(12),
                                        AT)
                                .text())
                .contains("\nsize 70000\n");
    }
}
