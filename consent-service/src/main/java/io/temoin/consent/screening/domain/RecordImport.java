// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Record that a copy of a register is whole and may be screened by. All that may be asked of one.
 *
 * @param copy id of the import that brought it
 * @param asOf the day the file shows the register of
 * @param rows how many different numbers it holds
 * @param checksum SHA-256 of the file, in hexadecimal digits
 * @param source who gave the file out
 * @param announcedBy pseudonym of who asked for the import; absent where the same brought the file
 */
public record RecordImport(
        UUID copy,
        RegisterId register,
        LocalDate asOf,
        long rows,
        String checksum,
        String source,
        @Nullable String announcedBy,
        Instant now) {}
