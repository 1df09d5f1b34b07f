// SPDX-License-Identifier: Apache-2.0
/** How business systems report what became of calls, and what it did to the items. */
@NullMarked
package io.temoin.retention.business;

import org.jspecify.annotations.NullMarked;
