// SPDX-License-Identifier: Apache-2.0
/** The number of a person, as rules see it. */
@NullMarked
package io.temoin.phonenumbers.domain;

import org.jspecify.annotations.NullMarked;
