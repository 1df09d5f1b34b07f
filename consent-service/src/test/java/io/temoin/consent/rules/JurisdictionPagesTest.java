// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.consent.rules.domain.RulePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/jurisdictions} says what the packs do. Run with {@code -Dtemoin.docs.update=true} to
 * write the pages anew.
 */
class JurisdictionPagesTest {

    private static final Path FOLDER =
            ContractFiles.folder().resolveSibling("docs").resolve("jurisdictions");

    @Test
    void everyLawHasAPageThatSaysWhatItsPacksDo() throws IOException {
        var packs =
                new RulePacks()
                        .all().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                JurisdictionPagesTest::country,
                                                TreeMap::new,
                                                Collectors.toList()));
        for (var law : packs.entrySet()) {
            var file = FOLDER.resolve(law.getKey() + ".md");
            var page = JurisdictionPage.of(law.getKey(), law.getValue());
            if (Boolean.getBoolean("temoin.docs.update")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, page);
            }
            assertThat(Files.readString(file)).isEqualTo(page);
        }
        assertThat(pages())
                .containsExactlyInAnyOrderElementsOf(
                        packs.keySet().stream().map(code -> code + ".md").toList());
    }

    private static String country(RulePack pack) {
        return pack.id().substring(0, 2);
    }

    private static List<String> pages() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
