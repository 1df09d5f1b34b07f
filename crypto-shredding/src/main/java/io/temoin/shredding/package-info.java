// SPDX-License-Identifier: Apache-2.0
/** Tenants, data subjects, and the personal values that their keys protect. */
@NullMarked
package io.temoin.shredding;

import org.jspecify.annotations.NullMarked;
