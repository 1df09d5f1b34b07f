// SPDX-License-Identifier: Apache-2.0
/** Saved searches: questions to the trail that people keep, share and ask again. */
@NullMarked
package io.temoin.audit.search;

import org.jspecify.annotations.NullMarked;
