// SPDX-License-Identifier: Apache-2.0
/** The record of processing activities (GDPR art. 30), made from what the suite does. */
@NullMarked
package io.temoin.consent.ropa;

import org.jspecify.annotations.NullMarked;
