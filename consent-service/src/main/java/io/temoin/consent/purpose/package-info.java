// SPDX-License-Identifier: Apache-2.0
/** Why a controller processes what it does: the purposes it declared, from the catalogue. */
@NullMarked
package io.temoin.consent.purpose;

import org.jspecify.annotations.NullMarked;
