// SPDX-License-Identifier: Apache-2.0
/** What business systems reported, before it is noted with any item. */
@NullMarked
package io.temoin.retention.report;

import org.jspecify.annotations.NullMarked;
