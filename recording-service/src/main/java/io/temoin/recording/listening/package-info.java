// SPDX-License-Identifier: Apache-2.0
/** Listening for a purpose and a reason: ask, then hear. No trail, no audio. */
@NullMarked
package io.temoin.recording.listening;

import org.jspecify.annotations.NullMarked;
