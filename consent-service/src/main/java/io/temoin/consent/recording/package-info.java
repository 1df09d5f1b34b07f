// SPDX-License-Identifier: Apache-2.0
/** Which law has a say on recording a call: the dated rules of every place. */
@NullMarked
package io.temoin.consent.recording;

import org.jspecify.annotations.NullMarked;
