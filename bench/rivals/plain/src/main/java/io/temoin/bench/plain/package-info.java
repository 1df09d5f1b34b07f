// SPDX-License-Identifier: Apache-2.0
/** The limits that the services are measured against: no security, no database, no encryption. */
@NullMarked
package io.temoin.bench.plain;

import org.jspecify.annotations.NullMarked;
