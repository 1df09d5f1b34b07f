// SPDX-License-Identifier: Apache-2.0
/** Whether read models have heard of what was recorded. */
@NullMarked
package io.temoin.retention.progress;

import org.jspecify.annotations.NullMarked;
