// SPDX-License-Identifier: Apache-2.0
/** Legal holds: placed for a case, released by two people. Pure. */
@NullMarked
package io.temoin.retention.hold.domain;

import org.jspecify.annotations.NullMarked;
