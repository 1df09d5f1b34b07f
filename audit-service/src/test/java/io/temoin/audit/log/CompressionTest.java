// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gzip                       | true
                    GZIP                       | true
                    br, gzip;q=0.5             | true
                    deflate , gzip , identity  | true
                    *                          | true
                    *;q=0.1                    | true
                    *;q=0, gzip                | true
                    gzip;q=0                   | false
                    gzip; q=0.0, *             | false
                    identity, gzip;q=0         | false
                    br                         | false
                    *;q=0                      | false
                    gzip;q=much                | false
                    gzippy                     | false
                    ''                         | false
                    """)
    void isDoneForWhoAcceptsIt(String header, boolean wanted) {
        assertThat(Compression.isWanted(header)).isEqualTo(wanted);
    }

    @Test
    void isNotDoneForWhoSaysNothing() {
        assertThat(Compression.isWanted(null)).isFalse();
    }

    @Test
    void losesNothing() throws IOException {
        byte[] content = new byte[10_000];
        content[9_999] = 1;
        byte[] zipped = Compression.gzip(content);

        assertThat(zipped).hasSizeLessThan(200);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            assertThat(plain.readAllBytes()).isEqualTo(content);
        }
    }
}
