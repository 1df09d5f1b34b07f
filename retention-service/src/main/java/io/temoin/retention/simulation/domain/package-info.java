// SPDX-License-Identifier: Apache-2.0
/** What a policy would change, decided without changing anything. Pure. */
@NullMarked
package io.temoin.retention.simulation.domain;

import org.jspecify.annotations.NullMarked;
