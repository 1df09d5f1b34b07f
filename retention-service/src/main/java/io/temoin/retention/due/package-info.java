// SPDX-License-Identifier: Apache-2.0
/** What lists of due items have in common. */
@NullMarked
package io.temoin.retention.due;

import org.jspecify.annotations.NullMarked;
