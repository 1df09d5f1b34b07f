// SPDX-License-Identifier: Apache-2.0
/**
 * The Merkle tree of RFC 6962 in the tiles of c2sp.org/tlog-tiles: growing it, reading it, proofs.
 */
@NullMarked
package io.temoin.transparency.tree;

import org.jspecify.annotations.NullMarked;
