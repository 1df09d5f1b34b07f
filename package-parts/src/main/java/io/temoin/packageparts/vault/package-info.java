// SPDX-License-Identifier: Apache-2.0
/**
 * How a service writes its part of an access package: sealed to the key of the package, into
 * storage that the services share. What is here blocks, and belongs on virtual threads.
 */
@NullMarked
package io.temoin.packageparts.vault;

import org.jspecify.annotations.NullMarked;
