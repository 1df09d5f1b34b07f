// SPDX-License-Identifier: Apache-2.0
/** The rule itself. */
@NullMarked
package io.temoin.chassis.visibility.domain;

import org.jspecify.annotations.NullMarked;
