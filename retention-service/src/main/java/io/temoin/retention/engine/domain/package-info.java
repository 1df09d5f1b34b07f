// SPDX-License-Identifier: Apache-2.0
/** What decides when an item has to go, from facts alone: the same for every kind of item. Pure. */
@NullMarked
package io.temoin.retention.engine.domain;

import org.jspecify.annotations.NullMarked;
