// SPDX-License-Identifier: Apache-2.0
/** The legal entities that act here: controllers, and processors on their instructions. */
@NullMarked
package io.temoin.consent.party.domain;

import org.jspecify.annotations.NullMarked;
