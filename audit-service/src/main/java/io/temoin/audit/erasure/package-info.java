// SPDX-License-Identifier: Apache-2.0
/** A person is erased from the trail, and the log still verifies. */
@NullMarked
package io.temoin.audit.erasure;

import org.jspecify.annotations.NullMarked;
