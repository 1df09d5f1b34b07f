// SPDX-License-Identifier: Apache-2.0
/**
 * Registers of people who do not want to be called, and the controllers' own suppression lists:
 * copies are imported from files, kept as keyed fingerprints, and looked at before a call.
 */
@NullMarked
package io.temoin.consent.screening;

import org.jspecify.annotations.NullMarked;
