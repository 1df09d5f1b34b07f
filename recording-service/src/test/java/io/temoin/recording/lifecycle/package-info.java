// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.recording.lifecycle;

import org.jspecify.annotations.NullMarked;
