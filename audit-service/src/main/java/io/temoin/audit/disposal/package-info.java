// SPDX-License-Identifier: Apache-2.0

/** Destroying what retention-service orders, and saying so. */
@NullMarked
package io.temoin.audit.disposal;

import org.jspecify.annotations.NullMarked;
