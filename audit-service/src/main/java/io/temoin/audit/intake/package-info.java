// SPDX-License-Identifier: Apache-2.0
/** From the topics of the other services into the trail. */
@NullMarked
package io.temoin.audit.intake;

import org.jspecify.annotations.NullMarked;
