// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.retention.rights.accesspackage.domain.MissingReason;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of a package have words in both languages, and no cell is a formula. */
class PackageTablesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCHEMAS = Path.of("../contracts/access-package");

    static List<Path> tables() throws IOException {
        try (Stream<Path> all = Files.walk(SCHEMAS, 2)) {
            return all.filter(file -> file.getNameCount() == SCHEMAS.getNameCount() + 2).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTableAndColumnHasWordsInBothLanguages(Path schema) {
        var service =
                OwnerService.valueOf(
                        schema.getParent().getFileName().toString().toUpperCase(Locale.ROOT));
        var table = schema.getFileName().toString().replace(".schema.json", "");

        var columns = TableColumns.of(service, table);

        assertThat(columns).isNotEmpty();
        for (Locale language : PackagePage.LANGUAGES) {
            Set<String> keys = PackagePage.texts(language).keySet();
            assertThat(keys).contains("table." + TableColumns.folder(service) + "." + table);
            columns.forEach(column -> assertThat(keys).contains("column." + column));
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        var french = PackagePage.texts(Locale.FRENCH).keySet();

        assertThat(french).isEqualTo(PackagePage.texts(Locale.ENGLISH).keySet());
        for (MissingReason reason : MissingReason.values()) {
            if (reason != MissingReason.ITEMS_MISSING) { // the items themselves are named
                assertThat(french).contains("reason." + reason);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"=1+1,'=1+1", "@SUM,'@SUM", "plain,plain", "a\"b,\"a\"\"b\"", "-5,'-5"})
    void aCellIsNoFormula(String value, String cell) {
        var row = JSON.createObjectNode().put("a", value);

        assertThat(CsvLine.of(List.of("a"), row)).isEqualTo(cell + "\r\n");
    }

    @Test
    void aListIsOneCellAndWhatIsAbsentIsEmpty() throws IOException {
        var row = JSON.readTree("{\"a\": [\"x\", \"y,z\"], \"b\": null}");

        assertThat(CsvLine.of(List.of("a", "b", "c"), row)).isEqualTo("\"x; y,z\",,\r\n");
    }

    @Test
    void whatComesFromDataIsEscaped() {
        assertThat(PackagePage.escaped("<a href='x'>&\""))
                .isEqualTo("&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    }
}
