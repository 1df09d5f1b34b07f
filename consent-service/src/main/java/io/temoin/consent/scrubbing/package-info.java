// SPDX-License-Identifier: Apache-2.0
/** List scrubbing: which numbers of a list may be called, before anybody dials. */
@NullMarked
package io.temoin.consent.scrubbing;

import org.jspecify.annotations.NullMarked;
