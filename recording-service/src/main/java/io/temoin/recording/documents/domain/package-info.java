// SPDX-License-Identifier: Apache-2.0
/**
 * Documents derived from a recording, as pure functions: who may add one, who may read it and why,
 * and what destroying it leaves.
 */
@NullMarked
package io.temoin.recording.documents.domain;

import org.jspecify.annotations.NullMarked;
