// SPDX-License-Identifier: Apache-2.0
package io.temoin.offenders.one;

import io.temoin.offenders.two.Circular;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.Assertions;

/** Breaks every rule of the library: another library, a clock, a file, a circle. */
public final class ImpureProof {

    private ImpureProof() {}

    /** When a file was read. */
    public static Instant readAt(Path file) throws IOException {
        Assertions.assertThat(Files.size(file)).isPositive();
        Circular.touch();
        return Instant.now();
    }
}
