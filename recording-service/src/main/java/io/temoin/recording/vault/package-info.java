// SPDX-License-Identifier: Apache-2.0
/**
 * Audio at rest: chunked authenticated encryption under one key per recording. Everything here
 * blocks and belongs on virtual threads.
 */
@NullMarked
package io.temoin.recording.vault;

import org.jspecify.annotations.NullMarked;
