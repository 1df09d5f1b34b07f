// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.eventsourcing.store;

import org.jspecify.annotations.NullMarked;
