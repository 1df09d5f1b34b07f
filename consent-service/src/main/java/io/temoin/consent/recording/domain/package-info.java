// SPDX-License-Identifier: Apache-2.0
/** May a call be recorded, for what, and what happens when the person refuses? Pure. */
@NullMarked
package io.temoin.consent.recording.domain;

import org.jspecify.annotations.NullMarked;
