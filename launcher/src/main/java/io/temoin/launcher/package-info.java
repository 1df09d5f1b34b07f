// SPDX-License-Identifier: Apache-2.0
/**
 * One command that starts the whole suite as processes on 127.0.0.1, plays the story against it and
 * keeps it running until it is told to stop.
 */
@NullMarked
package io.temoin.launcher;

import org.jspecify.annotations.NullMarked;
