// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a register came into use: the proof of what calls were screened by. Who brought the
 * last part of the file is in the event's circumstances. All that ever happens to a register.
 *
 * @param copy id of the import that brought it
 * @param register its code
 * @param controller whose own list it is; absent for a public register
 * @param asOf the day the file shows the register of
 * @param rows how many different numbers it holds
 * @param checksum SHA-256 of the file, in hexadecimal digits
 * @param source who gave the file out
 * @param announcedBy pseudonym of who asked for the import; absent where the same brought the file
 */
public record RegisterImported(
        UUID copy,
        String register,
        @Nullable PartyId controller,
        LocalDate asOf,
        long rows,
        String checksum,
        String source,
        @Nullable String announcedBy,
        Instant at) {}
