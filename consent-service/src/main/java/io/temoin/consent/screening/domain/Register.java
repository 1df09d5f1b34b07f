// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import java.time.LocalDate;
import java.util.UUID;

/** State of one register of a tenant. */
public sealed interface Register {

    /** There is no copy of it, so whoever must look at it first may call nobody. */
    record NeverImported() implements Register {}

    /** There is one. */
    record Imported(UUID copy, LocalDate asOf) implements Register {}
}
