// SPDX-License-Identifier: Apache-2.0
/** The person sees and decides for themselves, by a signed link. */
@NullMarked
package io.temoin.consent.selfservice;

import org.jspecify.annotations.NullMarked;
