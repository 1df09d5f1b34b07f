// SPDX-License-Identifier: Apache-2.0
/** What may be said of a business, and in which order. Pure. */
@NullMarked
package io.temoin.retention.report.domain;

import org.jspecify.annotations.NullMarked;
