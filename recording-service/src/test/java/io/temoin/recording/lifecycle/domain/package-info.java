// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.recording.lifecycle.domain;

import org.jspecify.annotations.NullMarked;
