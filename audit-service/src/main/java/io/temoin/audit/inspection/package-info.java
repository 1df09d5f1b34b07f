// SPDX-License-Identifier: Apache-2.0
/** Who looked at the trail: audit-service's own events. */
@NullMarked
package io.temoin.audit.inspection;

import org.jspecify.annotations.NullMarked;
