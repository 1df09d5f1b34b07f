// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvTest {

    static Stream<AuditEntry> entries() {
        return TestEntries.all();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void saysWhatTheEntrySays(AuditEntry entry) {
        String file = ExportFormat.CSV.head() + ExportFormat.CSV.line(entry);

        assertThat(read(file)).containsExactly(entry);
    }

    @Test
    void isAFileOfManyRecords() {
        // Given
        List<AuditEntry> all = entries().toList();

        // When
        String file =
                ExportFormat.CSV.head()
                        + all.stream().map(ExportFormat.CSV::line).collect(Collectors.joining());

        // Then
        assertThat(read(file)).isEqualTo(all);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void hasNoCellThatASpreadsheetComputes(AuditEntry entry) {
        List<String> cells = records(ExportFormat.CSV.line(entry)).getFirst();

        assertThat(cells)
                .filteredOn(cell -> !cell.isEmpty())
                .allMatch(cell -> "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(cell.charAt(0)) < 0);
    }

    @ParameterizedTest
    @CsvSource({"=1+1,'''=1+1'", "'''x','''''x'", "plain,plain", "a=b,a=b"})
    void putsAnApostropheInFrontOfAFormulaOnly(String value, String cell) {
        assertThat(records(ExportFormat.CSV.line(TestEntries.everywhere(value))).getFirst().get(7))
                .isEqualTo(cell);
    }

    /** RFC 4180 §2, numbers 1, 5, 6 and 7: the reader reads what the document shows. */
    @Test
    void theReaderOfThisTestReadsTheExamplesOfTheDocument() {
        assertThat(records("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"))
                .containsExactly(List.of("aaa", "bbb", "ccc"), List.of("zzz", "yyy", "xxx"));
        assertThat(records("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx\r\n"))
                .containsExactly(List.of("aaa", "b\r\nbb", "ccc"), List.of("zzz", "yyy", "xxx"));
        assertThat(records("\"aaa\",\"b\"\"bb\",\"ccc\"\r\n"))
                .containsExactly(List.of("aaa", "b\"bb", "ccc"));
    }

    private static List<AuditEntry> read(String file) {
        List<List<String>> records = records(file);
        List<String> header = records.getFirst();
        return records.stream().skip(1).map(record -> entry(header, record)).toList();
    }

    private static AuditEntry entry(List<String> header, List<String> cells) {
        assertThat(cells).hasSameSizeAs(header);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (!cell.isEmpty()) {
                fields.put(header.get(i), cell.startsWith("'") ? cell.substring(1) : cell);
            }
        }
        return new ReadEntry(
                        fields,
                        ReadEntry.codes(fields.get("because")),
                        ReadEntry.codes(fields.get("purposes")))
                .entry();
    }

    /** Records and cells as RFC 4180 §2 says, and nothing of what is not. */
    private static List<List<String>> records(String file) {
        List<List<String>> records = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (at < file.length()) {
            StringBuilder cell = new StringBuilder();
            if (file.charAt(at) == '"') {
                at++;
                while (file.charAt(at) != '"' || file.startsWith("\"\"", at)) {
                    at += file.charAt(at) == '"' ? 1 : 0;
                    cell.append(file.charAt(at++));
                }
                at++;
            } else {
                while (file.charAt(at) != ',' && !file.startsWith("\r\n", at)) {
                    cell.append(file.charAt(at++));
                }
            }
            cells.add(cell.toString());
            if (file.startsWith("\r\n", at)) {
                records.add(List.copyOf(cells));
                cells.clear();
                at += 2;
            } else {
                assertThat(file.charAt(at++)).isEqualTo(',');
            }
        }
        assertThat(cells).isEmpty();
        return records;
    }
}
