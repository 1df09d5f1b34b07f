// SPDX-License-Identifier: Apache-2.0
/**
 * Writes into the OpenAPI documents, at build time, what the code already says: names and required
 * members of schemas, and the headers and parameters that are the same in every operation.
 */
@NullMarked
package io.temoin.chassis.openapi;

import org.jspecify.annotations.NullMarked;
