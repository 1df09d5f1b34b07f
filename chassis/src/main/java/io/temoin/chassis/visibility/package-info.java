// SPDX-License-Identifier: Apache-2.0
/** Who sees what inside a tenant: one rule for the four services (ADR 0037). */
@NullMarked
package io.temoin.chassis.visibility;

import org.jspecify.annotations.NullMarked;
