// SPDX-License-Identifier: Apache-2.0
/** When each recording has to go: the shell around the schedule's domain. */
@NullMarked
package io.temoin.retention.schedule;

import org.jspecify.annotations.NullMarked;
