// SPDX-License-Identifier: Apache-2.0
/** What people say: withdrawals, objections, and that they are under age. */
@NullMarked
package io.temoin.consent.statement;

import org.jspecify.annotations.NullMarked;
