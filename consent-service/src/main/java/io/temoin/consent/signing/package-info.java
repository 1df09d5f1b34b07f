// SPDX-License-Identifier: Apache-2.0
/** Signs receipts, and publishes the keys that verify them. */
@NullMarked
package io.temoin.consent.signing;

import org.jspecify.annotations.NullMarked;
