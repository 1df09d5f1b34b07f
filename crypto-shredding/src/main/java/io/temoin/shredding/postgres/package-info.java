// SPDX-License-Identifier: Apache-2.0
/** Statements within one tenant, and one commit for callers that arrive together. */
@NullMarked
package io.temoin.shredding.postgres;

import org.jspecify.annotations.NullMarked;
