// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in the documentation; run with {@code -Dtemoin.docs.update=true} to write it anew. */
class RecordingTableTest {

    private static final Path FILE = Path.of("../docs/recording-rules.md");
    private static final String BEGIN = "<!-- generated: rules -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void theTableOfTheDocumentationIsInStep() throws IOException {
        var table = BEGIN + String.join("\n", RecordingTable.all()) + "\n" + END;
        if (Boolean.getBoolean("temoin.docs.update")) {
            var text = Files.readString(FILE);
            Files.writeString(
                    FILE,
                    text.substring(0, text.indexOf(BEGIN))
                            + table
                            + text.substring(text.indexOf(END) + END.length()));
        }
        assertThat(Files.readString(FILE)).contains(table);
    }
}
