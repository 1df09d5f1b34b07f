// SPDX-License-Identifier: Apache-2.0
/** Questions to the trail. */
@NullMarked
package io.temoin.audit.trail;

import org.jspecify.annotations.NullMarked;
