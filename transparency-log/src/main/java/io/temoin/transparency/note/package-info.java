// SPDX-License-Identifier: Apache-2.0
/** Signed notes, checkpoints and cosignatures: who says which tree they have seen. */
@NullMarked
package io.temoin.transparency.note;

import org.jspecify.annotations.NullMarked;
