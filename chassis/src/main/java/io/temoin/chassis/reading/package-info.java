// SPDX-License-Identifier: Apache-2.0
/** Reading what was written: read models that have caught up with a command. */
@NullMarked
package io.temoin.chassis.reading;

import org.jspecify.annotations.NullMarked;
