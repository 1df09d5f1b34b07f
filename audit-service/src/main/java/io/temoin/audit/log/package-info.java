// SPDX-License-Identifier: Apache-2.0
/** The tamper-evident log: order, tree, signature, and what strangers read of them. */
@NullMarked
package io.temoin.audit.log;

import org.jspecify.annotations.NullMarked;
