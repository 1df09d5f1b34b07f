// SPDX-License-Identifier: Apache-2.0
/** One retained item: its clocks, its schedule, its disposition. Pure. */
@NullMarked
package io.temoin.retention.schedule.domain;

import org.jspecify.annotations.NullMarked;
