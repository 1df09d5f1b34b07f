// SPDX-License-Identifier: Apache-2.0
/** What stays of a list that was scrubbed. */
@NullMarked
package io.temoin.consent.scrubbing.domain;

import org.jspecify.annotations.NullMarked;
