// SPDX-License-Identifier: Apache-2.0
/**
 * One reading of phone numbers, and one way from a number to the pseudonym of the person behind it,
 * for every service that may know numbers.
 */
@NullMarked
package io.temoin.phonenumbers;

import org.jspecify.annotations.NullMarked;
