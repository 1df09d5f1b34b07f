// SPDX-License-Identifier: Apache-2.0
/** audit-service: remembers what the other services did. */
@NullMarked
package io.temoin.audit;

import org.jspecify.annotations.NullMarked;
