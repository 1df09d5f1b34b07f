// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.eventsourcing.shredding;

import org.jspecify.annotations.NullMarked;
