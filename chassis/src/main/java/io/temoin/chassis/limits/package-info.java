// SPDX-License-Identifier: Apache-2.0
/** How much one caller may ask for, and how long a connection may take to say what it wants. */
@NullMarked
package io.temoin.chassis.limits;

import org.jspecify.annotations.NullMarked;
