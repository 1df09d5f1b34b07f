// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.recording.listening;

import org.jspecify.annotations.NullMarked;
