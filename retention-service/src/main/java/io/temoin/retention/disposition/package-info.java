// SPDX-License-Identifier: Apache-2.0
/** Orders to destroy registered items, batch by batch, and what the owners answer. */
@NullMarked
package io.temoin.retention.disposition;

import org.jspecify.annotations.NullMarked;
