// SPDX-License-Identifier: Apache-2.0
/** The number of a person, as rules see it. */
@NullMarked
package io.temoin.consent.callee.domain;

import org.jspecify.annotations.NullMarked;
