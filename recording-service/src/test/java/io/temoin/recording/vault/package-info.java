// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.recording.vault;

import org.jspecify.annotations.NullMarked;
