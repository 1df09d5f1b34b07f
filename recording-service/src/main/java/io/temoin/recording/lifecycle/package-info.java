// SPDX-License-Identifier: Apache-2.0
/** The life of a recording: upload, view, end of purpose, destruction. */
@NullMarked
package io.temoin.recording.lifecycle;

import org.jspecify.annotations.NullMarked;
