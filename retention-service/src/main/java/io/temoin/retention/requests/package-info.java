// SPDX-License-Identifier: Apache-2.0
/** How fields of requests are read. */
@NullMarked
package io.temoin.retention.requests;

import org.jspecify.annotations.NullMarked;
