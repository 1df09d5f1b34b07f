// SPDX-License-Identifier: Apache-2.0
/**
 * The life of one recording, as pure functions: who may store it, who may listen to it and why,
 * when it is destroyed.
 */
@NullMarked
package io.temoin.recording.lifecycle.domain;

import org.jspecify.annotations.NullMarked;
