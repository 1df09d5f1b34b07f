// SPDX-License-Identifier: Apache-2.0
/** Settings of the key provider, and the keys that a service has beside its keyset. */
@NullMarked
package io.temoin.keystart;

import org.jspecify.annotations.NullMarked;
