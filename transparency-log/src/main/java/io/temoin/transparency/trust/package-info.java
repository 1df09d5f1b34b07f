// SPDX-License-Identifier: Apache-2.0
/**
 * What a third party checks and exchanges: proofs in a file, policies, the protocol of witnesses.
 */
@NullMarked
package io.temoin.transparency.trust;

import org.jspecify.annotations.NullMarked;
