// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/exports.md} shows each format as it is written. */
class DocumentedFormatsTest {

    @ParameterizedTest
    @EnumSource
    void theExampleIsWhatIsWritten(ExportFormat format) {
        String page = ContractFiles.read(ContractFiles.folder().resolve("../docs/exports.md"));

        assertThat(page.lines()).contains(format.line(TestEntries.listening()).strip());
        assertThat(page).contains("### " + format.name() + "\n");
    }
}
