// SPDX-License-Identifier: Apache-2.0
/**
 * The register of everything that is not a recording: what other services keep, until when, and
 * why.
 */
@NullMarked
package io.temoin.retention.register;

import org.jspecify.annotations.NullMarked;
