// SPDX-License-Identifier: Apache-2.0
/** How a service connects to PostgreSQL, whichever role it takes. */
@NullMarked
package io.temoin.databasepools;

import org.jspecify.annotations.NullMarked;
