// SPDX-License-Identifier: Apache-2.0
/** Which retention policies tenants and controllers laid down at retention-service. */
@NullMarked
package io.temoin.consent.keeping;

import org.jspecify.annotations.NullMarked;
