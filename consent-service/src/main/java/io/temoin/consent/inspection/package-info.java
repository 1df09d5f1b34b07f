// SPDX-License-Identifier: Apache-2.0
/** Who read personal data: on record before it is shown. */
@NullMarked
package io.temoin.consent.inspection;

import org.jspecify.annotations.NullMarked;
