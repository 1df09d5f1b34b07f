// SPDX-License-Identifier: Apache-2.0
/** One batch of registered items that were ordered destroyed. Pure. */
@NullMarked
package io.temoin.retention.disposition.domain;

import org.jspecify.annotations.NullMarked;
