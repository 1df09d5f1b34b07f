// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal.domain;

/** State of one order. */
public sealed interface Disposal {

    /** Nothing is on record yet. */
    record Open() implements Disposal {}

    /** Carried out, as far as it may be. */
    record Done() implements Disposal {}
}
