// SPDX-License-Identifier: Apache-2.0
/** Consents end at their date, whether or not anybody asks. */
@NullMarked
package io.temoin.consent.expiry;

import org.jspecify.annotations.NullMarked;
