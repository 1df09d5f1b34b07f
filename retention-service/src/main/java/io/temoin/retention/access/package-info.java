// SPDX-License-Identifier: Apache-2.0
/** Who listened to the recordings of a person, as recording-service says. */
@NullMarked
package io.temoin.retention.access;

import org.jspecify.annotations.NullMarked;
