// SPDX-License-Identifier: Apache-2.0
/**
 * The rights desk: requests by which people exercise their rights, from receipt to answer; the
 * shell around its domain.
 */
@NullMarked
package io.temoin.retention.rights;

import org.jspecify.annotations.NullMarked;
