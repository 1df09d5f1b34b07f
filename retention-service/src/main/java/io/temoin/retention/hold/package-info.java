// SPDX-License-Identifier: Apache-2.0
/** Legal holds: what they cover, and how they stop a disposition. */
@NullMarked
package io.temoin.retention.hold;

import org.jspecify.annotations.NullMarked;
