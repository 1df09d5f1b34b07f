// SPDX-License-Identifier: Apache-2.0
/** Documents derived from a recording, analysis sheets and transcripts, and their destruction. */
@NullMarked
package io.temoin.recording.documents;

import org.jspecify.annotations.NullMarked;
