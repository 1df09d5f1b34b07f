// SPDX-License-Identifier: Apache-2.0
/** Requests by which people exercise their rights (GDPR art. 15 to 20). */
@NullMarked
package io.temoin.consent.rights;

import org.jspecify.annotations.NullMarked;
