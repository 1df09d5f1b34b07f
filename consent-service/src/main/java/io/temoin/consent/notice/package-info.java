// SPDX-License-Identifier: Apache-2.0
/** The texts by which controllers tell people, and which of them a call is announced with. */
@NullMarked
package io.temoin.consent.notice;

import org.jspecify.annotations.NullMarked;
