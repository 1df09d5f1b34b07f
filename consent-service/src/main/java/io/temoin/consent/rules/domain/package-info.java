// SPDX-License-Identifier: Apache-2.0
/**
 * The law of calls as data, and what follows from it for a moment and a place: pure, no framework.
 */
@NullMarked
package io.temoin.consent.rules.domain;

import org.jspecify.annotations.NullMarked;
