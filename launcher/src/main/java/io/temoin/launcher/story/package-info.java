// SPDX-License-Identifier: Apache-2.0
/** The one story that Temoin exists for, played over HTTP against the running suite. */
@NullMarked
package io.temoin.launcher.story;

import org.jspecify.annotations.NullMarked;
